-- The same counts, gathered in one pass: with thousands of units each of them was looked for among all.
create or replace function attestation_counts (of_version integer)
returns table (side text, unit_id text, people integer, raters integer[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with sheet as (
    select case when p.rank = 'leader' then 'leader' else 'rest' end as side, p.unit_id, t.ratings
      from public.attestation t
      join public.account a on a.subject = t.subject
      join public.person p on p.person_id = a.person_id
     where t.version = of_version and t.counted_in is null
  ), rated as (
    select s.side, s.unit_id, r.place, count(*)::integer as people, count(r.rating)::integer as raters
      from sheet s cross join lateral unnest(s.ratings) with ordinality as r (rating, place)
     group by s.side, s.unit_id, r.place
  )
  select r.side, r.unit_id, max(r.people), array_agg(r.raters order by r.place) from rated r group by r.side, r.unit_id
$$;
