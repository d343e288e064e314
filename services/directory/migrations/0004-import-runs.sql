-- An import from its upload to its undoing. What it was compared with, would do and did stands in `preview`.
create table import_run (
  run_id uuid primary key,
  number integer generated always as identity unique,
  state text not null check (state in ('uploading', 'matching', 'fixing', 'ready', 'applied', 'undone', 'dropped')),
  started_by text not null,
  started_at timestamptz not null,
  files jsonb not null default '[]',
  mapping jsonb not null default '{}',
  mapping_from text not null default 'guess' check (mapping_from in ('guess', 'earlier', 'chosen')),
  rules jsonb not null default '{}',
  groups jsonb not null default '[]',
  preview jsonb,
  applied_at timestamptz,
  version integer,
  undone_at timestamptz,
  undone_by text,
  undo_version integer,
  health_before jsonb
);
create index import_run_applied on import_run (applied_at) where state = 'applied';

-- The files as they came, in pieces; gone once the run is applied or dropped.
create table import_part (
  run_id uuid not null references import_run (run_id) on delete cascade,
  file text not null,
  place integer not null,
  bytes bytea not null,
  primary key (run_id, file, place)
);

-- Who and what a run changes, one row for each; rows it does not take, with the reason. Both are kept as long as it can be undone.
create table import_effect (
  run_id uuid not null references import_run (run_id) on delete cascade,
  kind text not null,
  place integer not null,
  id text not null,
  name text not null,
  before text,
  after text,
  primary key (run_id, kind, place)
);

create table import_left_out (
  run_id uuid not null references import_run (run_id) on delete cascade,
  file text not null,
  line integer not null,
  reason text not null,
  cells jsonb not null,
  primary key (run_id, file, line)
);

-- Who did it is kept as the opaque subject; its name is looked up.
create index person_subject_text on person ((subject::text));
