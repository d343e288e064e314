-- The plan in versions: a draft is written, approved, later replaced. What was approved never changes again.
create table plan_version (
  version integer primary key check (version > 0),
  state text not null check (state in ('draft', 'approved', 'replaced')),
  vision text not null,
  -- Counts changes of vision and priorities; `changes` counts all.
  edition integer not null default 0,
  changes integer not null default 0,
  begun_by text not null,
  begun_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  check ((state = 'draft') = (approved_at is null))
);
create unique index plan_one_draft on plan_version (state) where state = 'draft';
create unique index plan_one_approved on plan_version (state) where state = 'approved';

create table plan_priority (
  version integer not null references plan_version,
  priority_id uuid not null,
  place integer not null check (place between 1 and 3),
  text text not null,
  primary key (version, priority_id),
  unique (version, place)
);

-- What must be true for the vision.
create table plan_outcome (
  version integer not null references plan_version,
  outcome_id uuid not null,
  place integer not null,
  text text not null,
  priority_id uuid,
  primary key (version, outcome_id)
);

-- What must be true before an outcome. The id is the same in every version.
create table plan_milestone (
  version integer not null,
  milestone_id uuid not null,
  outcome_id uuid not null,
  title text not null check (title <> ''),
  measure text not null check (measure <> ''),
  target text not null check (target <> ''),
  owner_id text collate "C" not null check (owner_id <> ''),
  due date not null,
  edition integer not null default 1,
  primary key (version, milestone_id),
  foreign key (version, outcome_id) references plan_outcome
);
create index plan_milestone_of on plan_milestone (version, outcome_id);

-- `needs_id` must be reached before `milestone_id`.
create table plan_need (
  version integer not null,
  milestone_id uuid not null,
  needs_id uuid not null,
  primary key (version, milestone_id, needs_id),
  foreign key (version, milestone_id) references plan_milestone on delete cascade,
  foreign key (version, needs_id) references plan_milestone on delete cascade,
  check (milestone_id <> needs_id)
);
create index plan_need_back on plan_need (version, needs_id);

-- Who changed what in a version, and when.
create table plan_change (
  version integer not null references plan_version,
  place integer not null,
  what text not null,
  by_subject text not null,
  at timestamptz not null,
  primary key (version, place)
);

-- What became of a milestone; the last line counts.
create table milestone_mark (
  milestone_id uuid not null,
  place integer not null,
  state text not null check (state in ('open', 'reached', 'missed')),
  why text not null,
  evidence text not null,
  by_subject text not null,
  at timestamptz not null,
  primary key (milestone_id, place)
);

-- The second fence: everybody reads, and only the rows of a draft can be written.
do $$
declare
  app text := current_setting('weft.app_role');
  part text;
begin
  execute format('revoke update, delete on plan_change, milestone_mark from %I', app);
  foreach part in array array['plan_priority', 'plan_outcome', 'plan_milestone', 'plan_need'] loop
    execute format('alter table %I enable row level security', part);
    execute format('create policy all_read on %I for select to %I using (true)', part, app);
    execute format($policy$
      create policy only_drafts_change on %1$I to %2$I
       using (exists (select from plan_version v where v.version = %1$I.version and v.state = 'draft'))$policy$, part, app);
  end loop;
end
$$;
