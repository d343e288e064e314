-- Who has read the definition, by version. Only whoever it is sees their own row; how many have, a function counts.
create table acknowledgement (
  version integer not null check (version > 0),
  subject uuid not null,
  primary key (version, subject)
);
alter table acknowledgement enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format('revoke update, delete on acknowledgement from %I', app);
  execute format($policy$
    create policy own on acknowledgement to %I
     using (subject::text = (select current_setting('weft.subject', true)))
     with check (subject::text = (select current_setting('weft.subject', true)))$policy$, app);
end
$$;

-- People of each unit alone, and how many of them have read this version.
create function acknowledgement_counts (of_version integer)
returns table (unit_id text, people integer, acknowledged integer)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select p.unit_id, count(*)::integer, count(k.subject)::integer
    from public.person p
    left join public.account a on a.person_id = p.person_id
    left join public.acknowledgement k on k.subject = a.subject and k.version = of_version
   group by p.unit_id
$$;
do $$
begin
  revoke execute on function acknowledgement_counts (integer) from public;
  execute format('grant execute on function acknowledgement_counts (integer) to %I', current_setting('weft.app_role'));
end
$$;
