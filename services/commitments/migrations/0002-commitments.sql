-- What a person promises. "person_id" is the one accountable owner; partners see it and count nothing of it.
create table commitment (
  commitment_id uuid primary key,
  person_id text collate "C" not null,
  state text not null check (state in ('draft', 'open', 'done', 'dropped', 'split')),
  version integer not null,
  wording text not null,
  horizon text not null check (horizon in ('3-months', '6-months', 'beyond')),
  -- Null while it is a draft.
  starts_on date,
  due_on date,
  -- Plain ids: the lists of disciplines, priorities and practices may grow, and what is stored stays.
  discipline text collate "C",
  priority_id uuid,
  practice_id uuid,
  benefits text not null check (benefits in ('customer', 'colleague')),
  measure text not null,
  weight smallint not null check (weight between 1 and 3),
  weight_agreed_by text collate "C",
  -- A part of a split carries its share of the whole's weight: weight / parts.
  parts smallint not null default 1 check (parts between 1 and 125),
  split_from uuid references commitment (commitment_id),
  progress smallint not null default 0 check (progress in (0, 25, 50, 75, 100)),
  made_on date not null,
  ended_on date,
  drop_agreed_by text collate "C",
  check ((state = 'draft') = (starts_on is null) and (starts_on is null) = (due_on is null)),
  check (due_on >= starts_on),
  check ((state in ('done', 'dropped', 'split')) = (ended_on is not null))
);
create index commitment_of_person on commitment (person_id, state);

-- "Beyond" is carried by milestones at most twelve months away; the first that is not reached gives the due date.
create table commitment_milestone (
  commitment_id uuid not null references commitment (commitment_id) on delete cascade,
  milestone_id uuid primary key,
  wording text not null,
  due_on date not null,
  reached_on date
);
create index milestone_of_commitment on commitment_milestone (commitment_id, due_on);

create table commitment_partner (
  commitment_id uuid not null references commitment (commitment_id) on delete cascade,
  person_id text collate "C" not null,
  primary key (commitment_id, person_id)
);
create index commitment_shared_with on commitment_partner (person_id);

-- Every act, once, in order; rows are never changed. What a draft was before it was made is not kept.
create table commitment_change (
  commitment_id uuid not null references commitment (commitment_id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  by_person text collate "C" not null,
  act text not null,
  before jsonb,
  after jsonb,
  reason text,
  primary key (commitment_id, version)
);
