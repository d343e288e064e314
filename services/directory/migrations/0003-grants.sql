-- A role that somebody has for a time: from the first day to the last, both included. Rows are only ever ended, never deleted.
create table role_grant (
  grant_id uuid primary key,
  person_id text not null references person (person_id),
  role text not null,
  -- The unit that the role is for; null where it has no place.
  unit_id text references unit (unit_id),
  from_day date not null,
  until_day date not null,
  reason text not null,
  given_by text not null,
  given_on date not null,
  ended_on date,
  ended_by text,
  check (until_day >= from_day)
);
create index role_grant_person on role_grant (person_id, until_day);
create index role_grant_until on role_grant (until_day desc, grant_id);

-- The second fence: whoever reads grants says in their own transaction for what. Without a word there are no rows.
alter table role_grant enable row level security;
do $$
begin
  execute format('revoke update, delete on role_grant from %I', current_setting('weft.app_role'));
  execute format('grant update (ended_on, ended_by) on role_grant to %I', current_setting('weft.app_role'));
  execute format($policy$
    create policy of_the_office on role_grant to %I
     using ((select current_setting('weft.sees', true)) = 'all')
     with check ((select current_setting('weft.sees', true)) = 'all')$policy$, current_setting('weft.app_role'));
  execute format($policy$
    create policy of_one_person on role_grant for select to %I
     using (person_id = (select current_setting('weft.person', true)))$policy$, current_setting('weft.app_role'));
end
$$;
