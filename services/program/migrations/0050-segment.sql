-- Segments of customers, how departments see them, where they contradict each other, and what is agreed.
create table segment (
  segment_id uuid primary key,
  name text not null,
  description text not null,
  customers text not null check (customers in ('external', 'internal')),
  state text not null check (state in ('active', 'ended')),
  voice_id text collate "C",
  version int not null,
  -- Counts up with each change of a view of it; `compared_version` says up to which one the stored divergence goes.
  views_version int not null default 0,
  compared_version int not null default 0
);
-- Two active segments of one name would be mixed up on every page.
create unique index segment_by_name on segment (lower(name)) where state = 'active';
create index segment_to_compare on segment (segment_id) where compared_version < views_version;

create table segment_version (
  segment_id uuid not null references segment,
  version int not null,
  name text not null,
  description text not null,
  customers text not null,
  state text not null,
  voice_id text collate "C",
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (segment_id, version)
);

-- Version 0 is only somebody's draft. A unit has one view of a segment.
create table customer_view (
  view_id uuid primary key,
  unit_id text collate "C" not null,
  segment_id uuid references segment,
  called text not null,
  version int not null,
  content jsonb,
  written_on date
);
create unique index view_of_unit on customer_view (unit_id, segment_id) where segment_id is not null;
create index view_of_segment on customer_view (segment_id);

create table customer_view_version (
  view_id uuid not null references customer_view,
  version int not null,
  called text not null,
  content jsonb not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (view_id, version)
);

-- One draft for each writer: the text of whoever came second is kept here, too.
create table customer_view_draft (
  view_id uuid not null references customer_view,
  subject text not null,
  base_version int not null,
  called text not null,
  content jsonb not null,
  saved_at timestamptz not null,
  primary key (view_id, subject)
);

create table customer_view_mapping (
  mapping_id bigint generated always as identity primary key,
  view_id uuid not null references customer_view,
  segment_id uuid references segment,
  mapped_by text not null,
  mapped_at timestamptz not null,
  why text not null
);
create index mapping_of_view on customer_view_mapping (view_id, mapping_id desc);

-- What comparing two versions of views gave. view_a < view_b.
create table view_pair (
  view_a uuid not null references customer_view,
  view_b uuid not null references customer_view,
  version_a int not null,
  version_b int not null,
  method text not null,
  findings jsonb not null,
  primary key (view_a, view_b)
);

create table segment_divergence (
  segment_id uuid primary key references segment,
  computed_at timestamptz not null,
  views jsonb not null,
  view_count int not null,
  contradictions int not null,
  by_one int not null,
  found jsonb not null
);

create table view_conflict (
  conflict_id uuid primary key,
  segment_id uuid not null references segment,
  view_a uuid not null references customer_view,
  view_b uuid not null references customer_view,
  field_a text not null,
  text_a text not null,
  field_b text not null,
  text_b text not null,
  reason text not null,
  state text not null check (state in ('open', 'decided', 'gone')),
  version int not null,
  found_at timestamptz not null,
  verdict text check (verdict in ('first-holds', 'second-holds', 'split', 'no-contradiction')),
  why text,
  decided_by text,
  decided_at timestamptz,
  check ((state = 'decided') = (verdict is not null))
);
create index conflict_of_segment on view_conflict (segment_id, state);
create index conflict_in_queue on view_conflict (state, conflict_id);

create table view_conflict_change (
  change_id bigint generated always as identity primary key,
  conflict_id uuid not null references view_conflict,
  what text not null check (what in ('found', 'decided', 'reopened', 'gone')),
  changed_by text,
  changed_at timestamptz not null,
  said text not null
);
create index change_of_conflict on view_conflict_change (conflict_id, change_id desc);

create table persona_draft (
  segment_id uuid primary key references segment,
  version int not null,
  summary text not null,
  statements jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null
);

create table persona (
  segment_id uuid not null references segment,
  version int not null,
  summary text not null,
  statements jsonb not null,
  open_conflicts int not null,
  published_by text not null,
  published_at timestamptz not null,
  primary key (segment_id, version)
);

create table opportunity (
  opportunity_id uuid primary key,
  segment_id uuid not null references segment,
  unit_a text collate "C" not null,
  unit_b text collate "C" not null,
  question text not null check (question in ('overlap', 'collaborate', 'loyalty')),
  what text not null,
  owner_id text collate "C",
  outcome text not null,
  state text not null check (state in ('open', 'agreed', 'done', 'dropped')),
  dispute text,
  version int not null,
  changed_at timestamptz not null,
  check (unit_a < unit_b)
);
create index opportunity_of_segment on opportunity (segment_id);
create index opportunity_of_pair on opportunity (unit_a, unit_b);

create table opportunity_change (
  change_id bigint generated always as identity primary key,
  opportunity_id uuid not null references opportunity,
  changed_by text not null,
  changed_at timestamptz not null,
  what text not null
);
create index change_of_opportunity on opportunity_change (opportunity_id, change_id desc);

create table customer_word (
  word_id uuid primary key,
  segment_id uuid not null references segment,
  quote text not null,
  source text not null,
  month text not null,
  added_by text not null,
  added_on date not null
);
create index word_of_segment on customer_word (segment_id, month desc, word_id);
