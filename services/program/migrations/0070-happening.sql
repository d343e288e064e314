-- Dated facts of the program, written by each part in the transaction of the change itself. A fact is about a thing and is told once:
-- `about` is the id of that thing, with its version where a version is what is told. No opinion of anybody, and no name of a person.
create table happening (
  happening_id bigint generated always as identity primary key,
  kind text collate "C" not null,
  about text collate "C" not null,
  what text not null check (length(what) between 1 and 300),
  href text not null check (href ~ '^/program(/|$)'),
  unit_id text collate "C",
  day date not null,
  unique (kind, about)
);
create index happening_by_day on happening (day desc, happening_id desc);
