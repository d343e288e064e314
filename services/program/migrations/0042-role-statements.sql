-- "In my role I add value for … by …": one statement a person, every saving and every yearly review a row; the newest holds.
-- The unit and the rank are those it was written in: a move makes it stale.
create table role_statement (
  subject text not null,
  version integer not null,
  beneficiary text not null check (beneficiary in ('customers', 'colleagues')),
  text text not null,
  unit_id text collate "C" not null,
  rank text not null,
  written_on date not null,
  due_on date not null,
  shared boolean not null,
  primary key (subject, version)
);
create index role_statement_shared on role_statement (unit_id) where shared;

alter table role_statement enable row level security;
do $$
begin
  execute format($policy$
    create policy own_statements on role_statement to %I
     using (subject = (select current_setting('weft.subject', true)))
     with check (subject = (select current_setting('weft.subject', true)))$policy$, current_setting('weft.app_role'));
  execute format($policy$
    create policy shared_in_unit on role_statement for select to %I
     using (shared and unit_id = (select current_setting('weft.unit', true)))$policy$, current_setting('weft.app_role'));
end
$$;

-- Numbers of units, never a row: what was so before a day began, so that nobody sees a number move while a colleague writes.
create function role_statements_by_unit (before date) returns table (unit_id text, people bigint, held bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.unit_id, count(*), count(*) filter (where exists (
           select from account a
             join role_statement s on s.subject = a.subject::text
            where a.person_id = p.person_id and s.written_on < before and s.due_on >= before and s.unit_id = p.unit_id and s.rank = p.rank))
    from person p
   group by p.unit_id
$$;
create function practice_commitments_by_unit (before date) returns table (unit_id text, people bigint, held bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.unit_id, count(*), count(*) filter (where exists (
           select from account a
             join practice_commitment c on c.subject = a.subject::text
             join practice pr on pr.practice_id = c.practice_id and pr.state = 'accepted'
            where a.person_id = p.person_id and c.from_day < before))
    from person p
   group by p.unit_id
$$;
