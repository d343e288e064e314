-- Whether other services were told by which subject this person comes. People of before are told once.
alter table person add column account_told boolean not null default false;
