-- Of the smallest units that are shown: where fewer than 80 % have something that counts, or else where fewer than 80 % of the reviews ended with values, and how many.
alter table roll_up_group
  add column help text check (help in ('few-promise', 'few-reviewed')),
  add column help_percent numeric(4, 1),
  add check ((help is null) = (help_percent is null));
create index roll_up_help on roll_up_group (quarter, help, help_percent, unit_id) where help is not null;
