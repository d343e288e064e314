-- Goals kept elsewhere, while they come in. What was sent is its sender's alone and goes when they are done with it.
create table commitment_import (
  import_id uuid primary key,
  by_subject text collate "C" not null,
  -- 'mine': all of it is the sender's own. 'many': a column says whose it is.
  whose text not null check (whose in ('mine', 'many')),
  name text not null,
  state text not null check (state in ('checking', 'applied', 'dropped')),
  version integer not null default 1,
  begun_on date not null,
  -- Null once it is over.
  content text,
  chosen jsonb,
  drafts integer
);
create index import_of_subject on commitment_import (by_subject, begun_on);

-- Which drafts came with an import, so that it can be taken back and does not come twice.
create table commitment_imported (
  import_id uuid not null references commitment_import (import_id) on delete cascade,
  commitment_id uuid primary key,
  person_id text collate "C" not null,
  fingerprint text collate "C" not null
);
create unique index imported_once on commitment_imported (person_id, fingerprint);

-- Somebody is to take over what somebody else promised. Nothing moves before they accept.
create table commitment_handover (
  handover_id uuid primary key,
  commitment_id uuid not null references commitment (commitment_id) on delete cascade,
  from_person text collate "C" not null,
  to_person text collate "C" not null,
  asked_by text collate "C" not null,
  asked_on date not null,
  why text not null,
  state text not null check (state in ('asked', 'accepted', 'declined', 'withdrawn')),
  answered_on date,
  -- What the new owner keeps.
  taken_as uuid,
  check ((state = 'asked') = (answered_on is null))
);
create unique index one_handover_at_a_time on commitment_handover (commitment_id) where state = 'asked';
create index handover_to on commitment_handover (to_person) where state = 'asked';
create index handover_from on commitment_handover (from_person);

alter table commitment add column taken_over_from uuid references commitment (commitment_id) on delete set null;
create index commitment_taken_over on commitment (taken_over_from) where taken_over_from is not null;
create index commitment_split_from on commitment (split_from) where split_from is not null;
create index commitment_change_by on commitment_change (by_person);
create index review_event_by on review_event (by_person);

do $$
declare app text := current_setting('weft.app_role');
begin
  alter table commitment_import enable row level security;
  execute format($policy$create policy own_imports on commitment_import to %I
    using (by_subject = current_setting('weft.subject', true) or current_setting('weft.house', true) = 'yes')
    with check (by_subject = current_setting('weft.subject', true))$policy$, app);
  alter table commitment_handover enable row level security;
  execute format($policy$create policy parties on commitment_handover to %I
    using (current_setting('weft.person', true) in (from_person, to_person, asked_by) or current_setting('weft.house', true) = 'yes')$policy$, app);
end
$$;
