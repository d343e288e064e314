-- How far the program was, by day. Counts of things, open to everybody who works here.
create table progress (
  day date primary key,
  data jsonb not null
);
