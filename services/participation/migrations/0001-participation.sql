-- What the directory says, as of now. `fingerprint` is the SHA-256 of the event's data, by which sums are compared.
create table person (
  person_id text collate "C" primary key,
  name text not null,
  email text not null,
  unit_id text not null,
  bands jsonb not null,
  since date not null,
  fingerprint text not null
);

create table unit (
  unit_id text collate "C" primary key,
  parent_id text,
  name text not null,
  since date not null,
  fingerprint text not null
);

create table organisation (
  singleton boolean primary key default true check (singleton),
  version integer not null,
  people integer not null,
  units integer not null,
  people_sum text not null,
  units_sum text not null
);

create table wave (
  wave_id uuid primary key,
  title text not null,
  survey_state text not null check (survey_state in ('launch-requested', 'opened', 'closed')),
  launched_on date not null,
  closes_on date not null,
  closed_on date,
  score_threshold integer not null,
  bands text[] not null,
  audience_state text not null default 'waiting' check (audience_state in ('waiting', 'refused', 'frozen', 'cleared')),
  refusal text,
  organisation_version integer,
  invited integer not null default 0,
  mailed integer not null default 0,
  new_people integer not null default 0,
  new_units integer not null default 0,
  invitations text not null default 'none' check (invitations in ('none', 'going', 'gone')),
  -- Reminders go out in rounds, at most one a day.
  reminder_round smallint not null default 0,
  reminded_on date,
  reminders_going boolean not null default false,
  final_parts integer,
  vault_key text not null default 'none' check (vault_key in ('none', 'kept', 'lost', 'destroyed'))
);

-- The frozen tree with how many were invited directly in each unit; stays.
create table wave_unit (
  wave_id uuid not null references wave (wave_id),
  unit_id text collate "C" not null,
  parent_id text,
  name text not null,
  invited integer not null,
  primary key (wave_id, unit_id)
);

-- Who is invited and who has sent: no date, no token, no hash of one. A partition per wave, so that clearing is dropping a file
-- and no dead row remains. `tries` counts mails the server refused, `reminded` is the last round this person was reminded in.
create table invitation (
  wave_id uuid not null,
  person_id text collate "C" not null,
  unit_id text collate "C" not null,
  mailed boolean not null default false,
  tries smallint not null default 0,
  reminded smallint not null default 0,
  redeemed boolean not null default false,
  primary key (wave_id, person_id)
) partition by list (wave_id);

-- Which parts of a wave's last redemption have come.
create table final_part (
  wave_id uuid not null references wave (wave_id),
  part integer not null,
  primary key (wave_id, part)
);

-- What remains of participation after clearing: bands of counts, never a count.
create table rate (
  wave_id uuid not null references wave (wave_id),
  unit_id text collate "C" not null,
  invited integer not null,
  at_least integer not null,
  at_most integer not null,
  primary key (wave_id, unit_id)
);

create function invitation_table (wave uuid) returns text
  language sql immutable set search_path = pg_catalog, public, pg_temp
  return 'invitation_' || replace(wave::text, '-', '');

create function open_invitations (wave uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute format('create table public.%I partition of public.invitation for values in (%L)', public.invitation_table(wave), wave);
end
$$;

-- Flags are set by writing the whole partition anew, in random order and by one transaction: neither place nor xmin of a row,
-- nor a dead row, tells on which day its flag was set. The caller holds the lock on the wave's row.
create function flag_redeemed (wave uuid, people text[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  kept public.invitation[];
begin
  select array_agg(i) into kept from public.invitation i where i.wave_id = wave;
  execute format('truncate table only public.%I', public.invitation_table(wave));
  insert into public.invitation (wave_id, person_id, unit_id, mailed, tries, reminded, redeemed)
  select k.wave_id, k.person_id, k.unit_id, k.mailed, k.tries, k.reminded, k.redeemed or r.person_id is not null
    from unnest(kept) as k
    left join unnest(people) as r (person_id) on r.person_id = k.person_id
   order by random();
end
$$;

create function drop_invitations (wave uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute format('drop table if exists public.%I', public.invitation_table(wave));
end
$$;

do $$
declare
  app name := current_setting('weft.app_role');
begin
  revoke all on function open_invitations (uuid), flag_redeemed (uuid, text[]), drop_invitations (uuid) from public;
  execute format('grant execute on function open_invitations (uuid), flag_redeemed (uuid, text[]), drop_invitations (uuid) to %I', app);
end
$$;
