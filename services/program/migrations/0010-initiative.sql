-- The projects of the organisation on their way into one program. What a file or a person wrote stays beside what it was taken for.
create table initiative (
  initiative_id uuid primary key,
  -- For people to say: "project 12". Also the order of every list.
  number integer generated always as identity unique,
  title text not null check (length(title) between 1 and 200),
  goal text check (length(goal) between 1 and 4000),
  owner text check (length(owner) between 1 and 200),
  owner_id text collate "C",
  sponsor text check (length(sponsor) between 1 and 200),
  sponsor_id text collate "C",
  unit text check (length(unit) between 1 and 200),
  unit_id text collate "C",
  disciplines text[] not null default '{}',
  segments text[] not null default '{}',
  customers text check (length(customers) between 1 and 500),
  budget numeric(15, 2) check (budget >= 0),
  budget_currency text check (budget_currency ~ '^[A-Z]{3}$'),
  budget_text text check (length(budget_text) between 1 and 100),
  starts_on date,
  starts_text text check (length(starts_text) between 1 and 100),
  ends_on date,
  ends_text text check (length(ends_text) between 1 and 100),
  status text check (length(status) between 1 and 100),
  source_format text not null check (source_format in ('by-hand', 'csv', 'jira', 'ms-project', 'openproject')),
  source_file text check (length(source_file) <= 200),
  source_row integer,
  -- What the tool calls it, or a fingerprint where it has no name for it: the same row is known again by it.
  source_key text collate "C" unique check (length(source_key) between 1 and 300),
  state text not null default 'undecided' check (state in ('undecided', 'kept', 'merged', 'adopted', 'retired', 'rejected')),
  merged_into uuid references initiative (initiative_id) check (merged_into <> initiative_id),
  becomes_kind text check (becomes_kind in ('priority', 'milestone', 'commitment')),
  becomes_id uuid,
  becomes_text text check (length(becomes_text) between 1 and 200),
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((state = 'merged') = (merged_into is not null)),
  check ((becomes_kind is null) = (becomes_id is null and becomes_text is null)),
  check (becomes_kind is null or state in ('kept', 'adopted'))
);
create index initiative_in_state on initiative (state, number);
create index initiative_of_unit on initiative (unit_id);
create index initiative_taken_in on initiative (merged_into);

-- Every version of every initiative, for ever: what was written, what was decided, by whom and why. Figures as of a date are computed from here.
create table initiative_version (
  initiative_id uuid not null references initiative (initiative_id),
  version integer not null check (version > 0),
  what text not null check (what in ('registered', 'changed', 'kept', 'merged', 'adopted', 'retired', 'rejected', 'reopened', 'linked')),
  state text not null,
  merged_into uuid,
  becomes_kind text,
  -- The words as they were then.
  written jsonb not null,
  reason text check (length(reason) between 1 and 1000),
  by_subject text not null,
  at timestamptz not null,
  primary key (initiative_id, version)
);
create index initiative_version_at on initiative_version (at);
