-- An import of projects, from the files to the portfolio. Every row of a file is kept with what became of it, or why it did not come in.
create table portfolio_import (
  run_id uuid primary key,
  number integer generated always as identity unique,
  state text not null check (state in ('uploading', 'matching', 'ready', 'applied', 'dropped')),
  started_by text not null,
  started_at timestamptz not null,
  applied_at timestamptz,
  files jsonb not null default '[]',
  choices jsonb not null default '{"people": {}, "units": {}, "taken": []}',
  spellings jsonb not null default '[]',
  counts jsonb
);

create table portfolio_import_part (
  run_id uuid not null references portfolio_import (run_id) on delete cascade,
  file integer not null,
  bytes bytea not null,
  primary key (run_id, file)
);

create table portfolio_import_row (
  run_id uuid not null references portfolio_import (run_id) on delete cascade,
  file integer not null,
  row integer not null,
  line integer not null,
  outcome text not null check (outcome in ('new', 'known', 'not-project', 'refused')),
  reason text,
  title text not null,
  fields jsonb,
  -- What was read out of a text, or otherwise guessed: field → in words.
  guesses jsonb not null default '{}',
  source_key text,
  cells jsonb not null,
  initiative_id uuid,
  primary key (run_id, file, row),
  check ((outcome in ('not-project', 'refused')) = (reason is not null))
);
create index portfolio_import_row_outcome on portfolio_import_row (run_id, outcome, file, row);
