-- What people say of the priorities, by name: only whoever said it sees the row. The aggregation counts and adds up in functions of the
-- owner, which give nothing of fewer than five people a value. No row has a time.
create table attestation (
  version integer not null check (version > 0),
  subject uuid not null,
  -- Three for each priority of the version, in its order: understand, agree, motivated; null: would rather not say.
  ratings smallint[] not null check (cardinality(ratings) in (3, 6, 9) and 1 <= all (ratings) and 5 >= all (ratings)),
  -- The release that counted it. Each is counted once.
  counted_in integer,
  primary key (version, subject)
);
create index attestation_uncounted on attestation (version) where counted_in is null;

create table same_page_release (
  version integer not null,
  number integer not null check (number > 0),
  released_on date not null,
  -- People counted by this and all releases of the version before.
  people integer not null,
  priorities integer not null check (priorities between 1 and 3),
  primary key (version, number)
);

-- All that ever leaves the attestations: sums over the smallest groups that may be told apart, in one release. `pool`: all, or a side, or
-- a side and a unit. `place`: of the rating, from 0.
create table attestation_sum (
  version integer not null, number integer not null, pool text collate "C" not null, place integer not null,
  n integer not null check (n >= 5), total integer not null,
  primary key (version, number, pool, place), foreign key (version, number) references same_page_release
);
-- The same for what tells of a distribution. `people`: with those who would rather not say.
create table attestation_spread (
  version integer not null, number integer not null, pool text collate "C" not null, place integer not null,
  people integer not null check (people >= 10), n integer not null check (n >= 10), squares integer not null, favourable integer not null,
  primary key (version, number, pool, place), foreign key (version, number) references same_page_release
);

-- What is shown, as of one release: of a group with all below it.
create table same_page_group (
  version integer not null, number integer not null,
  side text not null check (side in ('all', 'leader', 'rest')),
  -- Empty: of the whole organisation.
  unit_id text collate "C" not null,
  parent_id text collate "C",
  name text not null,
  -- What the next release adds to, and what the page shows, one for each place.
  sums jsonb not null, figures jsonb not null,
  primary key (version, number, unit_id, side), foreign key (version, number) references same_page_release
);
create index same_page_below on same_page_group (version, number, parent_id, unit_id);

-- Not yet counted, by unit and side: how many sheets, and how many said something at each place.
create function attestation_counts (of_version integer)
returns table (side text, unit_id text, people integer, raters integer[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with sheet as (
    select case when p.rank = 'leader' then 'leader' else 'rest' end as side, p.unit_id, t.ratings
      from public.attestation t
      join public.account a on a.subject = t.subject
      join public.person p on p.person_id = a.person_id
     where t.version = of_version and t.counted_in is null
  ), rated as (
    select s.side, s.unit_id, r.place, count(r.rating)::integer as raters
      from sheet s cross join lateral unnest(s.ratings) with ordinality as r (rating, place)
     group by s.side, s.unit_id, r.place
  ), counted as (
    select s.side, s.unit_id, count(*)::integer as people from sheet s group by s.side, s.unit_id
  )
  select c.side, c.unit_id, c.people, (select array_agg(r.raters order by r.place) from rated r where r.side = c.side and r.unit_id = c.unit_id)
    from counted c
$$;

-- Counts what was not counted yet into the pools it is told, and notes the sums. It does not believe its caller: a pool with a sum of
-- fewer than five people, or a spread of fewer than ten, undoes everything.
create function count_attestations (of_version integer, of_number integer, sides text[], units text[], pools text[], spreads text[])
returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare counted integer;
begin
  create temporary table counting on commit drop as
    select t.subject, m.pool, m.spread, t.ratings
      from public.attestation t
      join public.account a on a.subject = t.subject
      join public.person p on p.person_id = a.person_id
      join unnest(sides, units, pools, spreads) as m (side, unit_id, pool, spread)
        on m.unit_id = p.unit_id and m.side = case when p.rank = 'leader' then 'leader' else 'rest' end
     where t.version = of_version and t.counted_in is null and m.pool is not null;
  insert into public.attestation_sum (version, number, pool, place, n, total)
  select of_version, of_number, c.pool, r.place - 1, count(r.rating), sum(r.rating)
    from pg_temp.counting c cross join lateral unnest(c.ratings) with ordinality as r (rating, place)
   group by c.pool, r.place
  having count(r.rating) > 0;
  insert into public.attestation_spread (version, number, pool, place, people, n, squares, favourable)
  select of_version, of_number, c.spread, r.place - 1, count(*), count(r.rating), sum(r.rating * r.rating), count(*) filter (where r.rating >= 4)
    from pg_temp.counting c cross join lateral unnest(c.ratings) with ordinality as r (rating, place)
   where c.spread is not null
   group by c.spread, r.place
  having count(r.rating) > 0;
  update public.attestation t set counted_in = of_number from pg_temp.counting c where t.version = of_version and t.subject = c.subject;
  get diagnostics counted = row_count;
  drop table pg_temp.counting;
  return counted;
end
$$;

alter table attestation enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format('revoke all on attestation from %I', app);
  execute format('grant select, insert (version, subject, ratings), update (ratings) on attestation to %I', app);
  execute format($policy$
    create policy own on attestation to %I
     using (subject::text = (select current_setting('weft.subject', true)))
     with check (subject::text = (select current_setting('weft.subject', true)))$policy$, app);
  -- What was shown stays shown; sums are written by the counting alone.
  execute format('revoke update, delete on same_page_release, same_page_group from %I', app);
  execute format('grant update (people) on same_page_release to %I', app);
  execute format('revoke insert, update, delete on attestation_sum, attestation_spread from %I', app);
  revoke execute on function attestation_counts (integer), count_attestations (integer, integer, text[], text[], text[], text[]) from public;
  execute format('grant execute on function attestation_counts (integer), count_attestations (integer, integer, text[], text[], text[], text[]) to %I', app);
end
$$;
