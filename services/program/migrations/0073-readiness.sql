-- How ready the program is, as the office sees it, by quarter. Every saving is a version that stays.
create table readiness_review (
  quarter text collate "C" not null check (quarter ~ '^20[0-9]{2}-Q[1-4]$'),
  version integer not null check (version > 0),
  -- [{aspect, level, evidence}], all nine.
  aspects jsonb not null,
  day date not null,
  by_subject text not null,
  primary key (quarter, version)
);
do $$
begin
  execute format('revoke update, delete on readiness_review from %I', current_setting('weft.app_role'));
end
$$;

-- Where the office believes a leader stands, and when it last spoke with them. About a named person: the office reads it, and the person
-- themselves. Everybody else gets figures of groups, by way of a function.
create table buy_in (
  person_id text collate "C" primary key,
  last_contact date,
  in_it_for_them text not null,
  stance text not null check (stance in ('unknown', 'against', 'unsure', 'for', 'leads-it')),
  version integer not null check (version > 0),
  noted_on date not null,
  noted_by text not null
);
create table buy_in_before (like buy_in, primary key (person_id, version));
alter table buy_in enable row level security;
alter table buy_in_before enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format('revoke update, delete on buy_in_before from %I', app);
  execute format('revoke delete on buy_in from %I', app);
  execute format($policy$create policy office on buy_in to %I
     using ((select current_setting('weft.sees_buy_in', true)) = 'all') with check ((select current_setting('weft.sees_buy_in', true)) = 'all')$policy$, app);
  execute format($policy$create policy office on buy_in_before to %I
     using ((select current_setting('weft.sees_buy_in', true)) = 'all') with check ((select current_setting('weft.sees_buy_in', true)) = 'all')$policy$, app);
  execute format($policy$create policy own on buy_in for select to %I
     using (person_id = (select a.person_id from account a where a.subject::text = current_setting('weft.subject', true)))$policy$, app);
end
$$;

-- Leaders and managers by depth of their unit, and how many of them are behind the program as the office noted it.
create function buy_in_counts ()
returns table (depth integer, people integer, behind_it integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with recursive place as (
    select u.unit_id, 0 as depth from public.unit u where u.parent_id is null or not exists (select from public.unit above where above.unit_id = u.parent_id)
    union all
    select u.unit_id, place.depth + 1 from place join public.unit u on u.parent_id = place.unit_id where place.depth < 64
  )
  select place.depth, count(*)::integer, count(*) filter (where b.stance in ('for', 'leads-it'))::integer
    from public.person p
    join place using (unit_id)
    left join public.buy_in b on b.person_id = p.person_id
   where p.rank in ('leader', 'manager')
   group by place.depth
$$;
do $$
begin
  revoke execute on function buy_in_counts () from public;
  execute format('grant execute on function buy_in_counts () to %I', current_setting('weft.app_role'));
end
$$;
