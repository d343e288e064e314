-- What *program* has told: priorities that were ever in force, practices of the library, and which unit works by which.
create table program_priority (
  priority_id uuid primary key,
  version integer not null,
  place smallint not null,
  title text not null,
  why text not null,
  disciplines text[] not null,
  in_force boolean not null
);
create table program_practice (
  practice_id uuid primary key,
  version integer not null,
  discipline text collate "C" not null,
  title text not null,
  what text not null,
  "when" text not null,
  example text,
  in_library boolean not null
);
create table program_adoption (
  adoption_id uuid primary key,
  practice_id uuid not null,
  unit_id text collate "C" not null,
  wording text,
  ended boolean not null
);
create index adoption_of_unit on program_adoption (unit_id) where not ended;

-- Parts of a release as they come in, in any order. Nobody reads them: a release counts whole or not at all.
create table arrived_manifest (
  release_id uuid primary key,
  manifest jsonb not null,
  fault text
);
create table arrived_score (
  release_id uuid not null,
  unit_id text collate "C" not null,
  factor_id text collate "C" not null,
  value jsonb not null,
  primary key (release_id, unit_id, factor_id)
);

-- Every release that came whole, with what it shows. What it hides is not kept: nothing here can hint at it.
create table released (
  release_id uuid primary key,
  wave_id uuid not null,
  number integer not null,
  supersedes uuid,
  title text not null,
  closed_on date not null
);
create index released_newest on released (closed_on desc, number desc);
create table released_mean (
  release_id uuid not null references released,
  unit_id text collate "C" not null,
  discipline text collate "C" not null,
  n integer not null,
  -- On the item scale, and as 0–100.
  mean numeric not null,
  score numeric not null,
  -- Of the mean, on the item scale; null where the release gives no interval.
  standard_error numeric,
  primary key (release_id, unit_id, discipline)
);

do $$
begin
  execute format('revoke update, delete on released, released_mean from %I', current_setting('weft.app_role'));
end
$$;
