-- "I heard customers in person." Voluntary; only whoever wrote it sees it. How many people of a unit have, a function counts.
create table exposure (
  exposure_id uuid primary key,
  subject uuid not null,
  kind text not null check (kind in ('research', 'call', 'visit')),
  day date not null,
  aha text
);
create index exposure_of on exposure (subject, day desc);
create index exposure_on on exposure (day);

-- What somebody chose to show to all. No author, no day: the id is the one of a log that only its author sees.
create table exposure_note (
  note_id uuid primary key,
  kind text not null,
  text text not null,
  place bigint generated always as identity
);
create index exposure_note_newest on exposure_note (place desc);

alter table exposure enable row level security;
alter table exposure_note enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format($policy$
    create policy own on exposure to %I
     using (subject::text = (select current_setting('weft.subject', true)))
     with check (subject::text = (select current_setting('weft.subject', true)))$policy$, app);
  execute format('create policy all_read on exposure_note for select to %I using (true)', app);
  -- The log is seen by its author alone, so only the author's note can be written or taken back.
  execute format('create policy own_write on exposure_note for insert to %I with check (exists (select from exposure e where e.exposure_id = note_id))', app);
  execute format('create policy own_take_back on exposure_note for delete to %I using (exists (select from exposure e where e.exposure_id = note_id))', app);
end
$$;

-- People of each unit alone, and how many of them heard customers between two days, both included.
create function exposure_counts (from_day date, until_day date)
returns table (unit_id text, people integer, heard integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.unit_id, count(*)::integer, count(h.subject)::integer
    from public.person p
    left join public.account a on a.person_id = p.person_id
    left join (select distinct e.subject from public.exposure e where e.day between from_day and until_day) h on h.subject = a.subject
   group by p.unit_id
$$;
-- How many logs there are between two days; null where fewer than five people wrote them.
create function exposure_total (from_day date, until_day date)
returns integer
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select case when count(distinct e.subject) >= 5 then count(*)::integer end -- guard: exposure of five
    from public.exposure e
   where e.day between from_day and until_day
$$;
do $$
begin
  revoke execute on function exposure_counts (date, date), exposure_total (date, date) from public;
  execute format('grant execute on function exposure_counts (date, date), exposure_total (date, date) to %I', current_setting('weft.app_role'));
end
$$;
