-- Nothing here says when something was sent, or in which order: no instant, no serial. A day stands only on the wave itself.

create table instrument (
  instrument_id text not null,
  version int not null,
  -- Under this id the instrument is published, each time anew, so that a second time is a duplicate.
  event_id uuid not null,
  content jsonb not null,
  primary key (instrument_id, version)
);

create table wave (
  wave_id uuid primary key,
  title text not null,
  kind text not null check (kind in ('live', 'past')),
  state text not null check (state in ('planned', 'launch-requested', 'opened', 'closed')),
  hand_over text not null check (hand_over in ('not-yet', 'waiting-for-participation', 'cleared', 'rewritten', 'handed-over')),
  instrument_id text not null,
  instrument_version int not null,
  languages text[] not null,
  closes_on date not null,
  score_threshold int not null,
  spread_threshold int not null,
  bands text[] not null,
  -- The last day on which redeemed hashes were told.
  redemption_day date,
  foreign key (instrument_id, instrument_version) references instrument
);
create index wave_newest_first on wave (closes_on desc, wave_id desc);

-- A wave as code and events call its parts.
create view told_wave as
select w.wave_id as "waveId", w.title, w.kind, w.state, w.hand_over as "handOver",
       w.instrument_id as "instrumentId", w.instrument_version as "instrumentVersion",
       w.languages, 'confidential' as mode, w.closes_on as "closesOn",
       jsonb_build_object('score', w.score_threshold, 'spread', w.spread_threshold) as thresholds, w.bands
  from wave w;

-- Ids of events that may have to be sent again: tree chunks, the end of the wave, the hand-over.
create table wave_event (
  wave_id uuid not null references wave,
  kind text not null check (kind in ('closed', 'tree', 'hand-over')),
  chunk int not null,
  event_id uuid not null,
  primary key (wave_id, kind, chunk)
);

create table wave_unit (
  wave_id uuid not null references wave,
  unit_id text collate "C" not null,
  parent_id text collate "C",
  name text not null,
  primary key (wave_id, unit_id)
);

-- What has arrived of an audience, and what was announced.
create table audience (
  wave_id uuid primary key references wave,
  chunks int not null default 0,
  units int not null default 0,
  hashes int not null default 0,
  expected_chunks int,
  expected_units int,
  expected_hashes int
);

-- `form` is the random number of the page that was sent: the same page sent twice gets the same thanks.
create table ticket (
  wave_id uuid not null,
  hash bytea not null,
  stratum jsonb not null,
  redeemed boolean not null default false,
  form bytea,
  primary key (hash, wave_id)
) partition by list (wave_id);

-- The id and the key of a draft are both derived from the token, each in its own way; neither the token nor the key is stored.
create table draft (
  wave_id uuid not null,
  draft_id bytea not null,
  sealed bytea not null,
  primary key (draft_id, wave_id)
) partition by list (wave_id);

create table sheet (
  wave_id uuid not null,
  key uuid not null,
  stratum jsonb not null,
  answers jsonb not null,
  primary key (key, wave_id)
) partition by list (wave_id);

-- One table of a wave, made apart and then attached: attaching does not hold up those who are answering another wave.
create function make_partition (parent text, wave uuid, suffix text) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  partition text := format('%s_%s%s', parent, replace(wave::text, '-', ''), suffix);
begin
  execute format('create table public.%I (like public.%I including defaults including constraints including indexes)', partition, parent);
  return partition;
end
$$;

create function attach_partition (parent text, wave uuid, partition text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  execute format('alter table public.%I attach partition public.%I for values in (%L)', parent, partition, wave);
end
$$;

-- Dropping takes the dead rows and their pages with it; deleting would leave them readable.
create function drop_partition (parent text, wave uuid, suffix text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  execute format('drop table if exists public.%I', format('%s_%s%s', parent, replace(wave::text, '-', ''), suffix));
end
$$;

create function open_sheets (wave uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform public.attach_partition('sheet', wave, public.make_partition('sheet', wave, '_live'));
end
$$;

create function open_wave (wave uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform public.attach_partition('ticket', wave, public.make_partition('ticket', wave, ''));
  perform public.attach_partition('draft', wave, public.make_partition('draft', wave, ''));
  perform public.open_sheets(wave);
end
$$;

-- Copies the sheets in a random order into a new table, each with its coarser stratum, and drops the old one. All rows then
-- carry one transaction number, which CLUSTER and VACUUM FULL would have kept apart. `strata`: [{ "from": …, "to": … }].
-- A sheet whose stratum is not among them stops everything.
create function keep_sheets (wave uuid, strata jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  live name := format('sheet_%s_live', replace(wave::text, '-', ''));
  kept text := public.make_partition('sheet', wave, '_kept');
  there bigint;
  copied bigint;
begin
  execute format(
    'insert into public.%I (wave_id, key, stratum, answers)
     select s.wave_id, s.key, m.stratum, s.answers
       from public.%I s
       join (select e -> ''from'' as was, e -> ''to'' as stratum from jsonb_array_elements($1) as e) m on m.was = s.stratum
      order by random()', kept, live) using strata;
  get diagnostics copied = row_count;
  execute format('select count(*) from public.%I', live) into there;
  if copied <> there then
    raise exception 'Of % sheets only % have a stratum to go to', there, copied;
  end if;
  -- In the order in which a sender locks: whoever is answering another wave now holds ticket and will want sheet.
  lock table public.ticket in access exclusive mode;
  perform public.drop_partition('sheet', wave, '_live');
  perform public.attach_partition('sheet', wave, kept);
end
$$;

create function forget_tickets (wave uuid) returns void
language sql security definer set search_path = pg_catalog, public as $$
  select public.drop_partition('ticket', wave, '')
$$;

create function forget_drafts (wave uuid) returns void
language sql security definer set search_path = pg_catalog, public as $$
  select public.drop_partition('draft', wave, '')
$$;

do $$
declare
  app name := current_setting('weft.app_role');
begin
  revoke execute on all functions in schema public from public;
  execute format('grant execute on function open_wave(uuid), open_sheets(uuid), keep_sheets(uuid, jsonb), forget_tickets(uuid), forget_drafts(uuid) to %I', app);
end
$$;
