-- Units and people, dated: every fact has the organisation version from which and until which it held.

create table organisation_version (
  version integer primary key,
  made_on date not null,
  people integer not null,
  units integer not null,
  people_sum text not null,
  units_sum text not null
);

-- What lasts as long as somebody is known here: the day they first appeared, and the opaque name the door uses for them.
create table person (
  person_id text primary key,
  since date not null,
  subject uuid not null unique
);

create table unit (
  unit_id text primary key,
  since date not null
);

create table unit_version (
  unit_id text not null references unit (unit_id),
  from_version integer not null,
  from_day date not null,
  until_version integer,
  until_day date,
  parent_id text,
  name text not null,
  primary key (unit_id, from_version)
);
create unique index unit_now on unit_version (unit_id) where until_version is null;

create table person_version (
  person_id text not null references person (person_id),
  from_version integer not null,
  from_day date not null,
  until_version integer,
  until_day date,
  name text not null,
  email text not null,
  unit_id text not null,
  boss_id text,
  rank text not null,
  bands jsonb not null,
  role text,
  sign_in text,
  primary key (person_id, from_version)
);
create unique index person_now on person_version (person_id) where until_version is null;
create unique index sign_in_now on person_version (sign_in) where until_version is null and sign_in is not null;
