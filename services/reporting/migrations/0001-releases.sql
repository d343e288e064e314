-- Parts of a release as they come in, in any order. Nobody reads them: a release is published whole or not at all.
create table arrived_manifest (
  release_id uuid primary key,
  manifest jsonb not null,
  -- Set when everything arrived and does not fit together; such a release is never published.
  fault text
);

create table arrived_tree (
  release_id uuid not null,
  chunk integer not null,
  units jsonb not null,
  primary key (release_id, chunk)
);

-- Collation "C" orders UTF-8 by code point, which is the order that the manifest's SHA-256 is made in.
create table arrived_score (
  release_id uuid not null,
  unit_id text collate "C" not null,
  factor_id text collate "C" not null,
  value jsonb not null,
  primary key (release_id, unit_id, factor_id)
);

-- What is published. Rows are never changed.
create table release (
  release_id uuid primary key,
  -- The place in the stream of all releases.
  seq integer not null unique,
  wave_id uuid not null,
  supersedes uuid,
  closed_on date not null,
  scores integer not null,
  manifest jsonb not null
);
create index release_newest on release (closed_on desc, seq desc);
create index release_superseded on release (supersedes);

create table release_unit (
  release_id uuid not null references release,
  unit_id text collate "C" not null,
  parent_id text collate "C",
  name text not null,
  -- How many units stand directly below, and the unit's values by factor id: what a heat map reads, without a join. Text, for nobody asks inside.
  below integer not null,
  scores json not null,
  primary key (release_id, unit_id)
);
create index release_unit_below on release_unit (release_id, parent_id);

create table score (
  release_id uuid not null references release,
  -- From 1: the place in the stream of its release, by unit and factor.
  place integer not null,
  unit_id text collate "C" not null,
  factor_id text collate "C" not null,
  value jsonb not null,
  primary key (release_id, place)
);

-- What was published stays as it was.
do $$
begin
  execute format('revoke update, delete on release, release_unit, score from %I', current_setting('weft.app_role'));
end
$$;
