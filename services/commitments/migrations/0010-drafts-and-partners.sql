-- The due date that a draft is to get. Once it is open, due_on says it.
alter table commitment add column asked_due_on date;
alter table commitment add check (asked_due_on is null or state = 'draft');

-- Whose commitment a partner shares, so that the database can say who sees the line without asking in circles.
alter table commitment_partner add column owner_id text collate "C" not null;

-- A draft is its author's alone: neither the boss nor a partner sees it before it is made.
create function sees_commitment (owner text, state text) returns boolean language sql stable as $$
  select sees(owner) and (state <> 'draft' or owner = current_setting('weft.person', true) or current_setting('weft.house', true) = 'yes')
$$;

do $$
declare app text := current_setting('weft.app_role');
begin
  execute format($policy$
    alter policy own_lines on commitment to %I
     using (sees_commitment(person_id, state) or (state <> 'draft' and exists (select from commitment_partner s where s.commitment_id = commitment.commitment_id and s.person_id = current_setting('weft.person', true))))
     with check (sees_commitment(person_id, state))$policy$, app);
  alter table commitment_milestone enable row level security;
  execute format($policy$
    create policy own_lines on commitment_milestone to %I
     using (exists (select from commitment c where c.commitment_id = commitment_milestone.commitment_id))
     with check (exists (select from commitment c where c.commitment_id = commitment_milestone.commitment_id))$policy$, app);
  alter table commitment_partner enable row level security;
  execute format($policy$
    create policy own_lines on commitment_partner to %I
     using (person_id = current_setting('weft.person', true) or sees(owner_id))
     with check (sees(owner_id))$policy$, app);
  -- What happened stays as it was.
  execute format('revoke update on commitment_change from %I', app);
end
$$;
