-- What the finder made of the projects when it last laid them side by side. It is computed again whenever they change; nothing is decided here.
create table overlap_run (
  one boolean primary key default true check (one),
  -- How many projects there were and the sum of their versions: other projects, other figure.
  portfolio text not null,
  projects integer not null,
  looked_at timestamptz not null
);
create table overlap_finding (
  place integer primary key,
  kind text not null check (kind in ('duplicate', 'contradiction', 'overlap', 'orphan')),
  a uuid not null references initiative (initiative_id),
  b uuid references initiative (initiative_id),
  sure real not null check (sure between 0 and 1),
  reasons jsonb not null
);
create index overlap_finding_of_kind on overlap_finding (kind, place);

-- "These are not the same", with who and why. It holds while both texts are as they were; every dismissal is kept.
create table overlap_dismissal (
  dismissal_id uuid primary key,
  kind text not null check (kind in ('duplicate', 'contradiction', 'overlap', 'orphan')),
  a uuid not null references initiative (initiative_id),
  b uuid references initiative (initiative_id),
  texts text not null,
  reason text not null check (length(reason) between 1 and 1000),
  by_subject text not null,
  at timestamptz not null,
  taken_back_by text,
  taken_back_at timestamptz,
  check ((taken_back_by is null) = (taken_back_at is null))
);
create unique index overlap_dismissal_that_holds on overlap_dismissal (kind, a, b, texts) nulls not distinct where taken_back_at is null;
