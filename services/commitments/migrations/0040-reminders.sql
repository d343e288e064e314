-- When mails may go out, by the program office. One row at most; without it the rules below hold.
create table reminder_rules (
  one boolean primary key default true check (one),
  weekly_cap smallint not null check (weekly_cap between 1 and 3),
  from_hour smallint not null check (from_hour between 0 and 22),
  to_hour smallint not null check (to_hour between 1 and 23 and to_hour > from_hour),
  written_by text not null,
  written_on date not null
);

-- One mail of all that waits for a person. `sending`: in hand; whoever finds it so after a death cannot know whether it went out.
create table digest (
  digest_id uuid primary key,
  person_id text collate "C" not null,
  day date not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'unknown'))
);
create index digest_of_person on digest (person_id, day);
create index digest_in_hand on digest (digest_id) where state = 'sending';

-- What was said once is not said again: a matter of a person, and the how-manieth time it was brought up.
create table asked (
  person_id text collate "C" not null,
  matter text not null,
  ask smallint not null,
  digest_id uuid not null references digest (digest_id) on delete cascade,
  primary key (person_id, matter, ask)
);
create index asked_in_digest on asked (digest_id);

-- Refusals of the mail server in a row. Rows go when a mail is taken.
create table digest_refusal (person_id text collate "C" primary key, tries smallint not null, day date not null);

-- Who wants no mail but of reviews that wait for them. No route lists them.
create table digest_unwanted (person_id text collate "C" primary key);
