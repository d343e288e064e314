-- How a discipline was asked. Two waves are compared only where both asked with the same instrument on the same scale; what came before this is not compared.
alter table released add column instrument_id text collate "C";
alter table released_mean
  add column scale_min smallint,
  add column scale_max smallint;

-- Since when a unit works by a practice, and until when.
alter table program_adoption
  add column adopted_on date,
  add column ended_on date;

-- Quick wins: what they are about, and which units do the same. Neither who nor what.
create table quick_win (
  win_id uuid primary key,
  discipline text collate "C" not null,
  shared_on date not null,
  gone boolean not null default false
);
create index quick_win_of_discipline on quick_win (discipline, shared_on) where not gone;
create table quick_win_taken_up (
  win_id uuid not null,
  unit_id text collate "C" not null,
  taken_up_on date not null,
  primary key (win_id, unit_id)
);
create index quick_win_taken_up_in on quick_win_taken_up (unit_id);
