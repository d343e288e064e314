-- What was told of how far the program is, by day: told again only when it changed.
create table progress_told (
  day date primary key,
  data jsonb not null
);
