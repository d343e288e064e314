-- What the directory says, as of now.
create table person (
  person_id text collate "C" primary key,
  name text not null,
  email text not null,
  unit_id text collate "C" not null,
  boss_id text collate "C",
  rank text not null check (rank in ('leader', 'manager', 'staff')),
  since date not null
);
create index person_in_unit on person (unit_id);

create table unit (
  unit_id text collate "C" primary key,
  parent_id text collate "C",
  name text not null,
  since date not null
);
create index unit_below on unit (parent_id);

-- By which subject a person comes through the door. It may be told before or after the person: neither waits for the other.
create table account (
  person_id text collate "C" primary key,
  subject uuid not null unique
);
