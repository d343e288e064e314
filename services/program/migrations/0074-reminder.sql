-- "Where we are and why", by e-mail.
create table reminder (
  reminder_id uuid primary key,
  number bigint generated always as identity unique,
  subject text not null,
  text text not null,
  audience jsonb not null,
  day date not null,
  state text not null check (state in ('planned', 'sending', 'sent', 'withdrawn')),
  made_by text not null
);
create index reminder_due on reminder (day) where state in ('planned', 'sending');

-- Who is written to, frozen when it begins. `sending`: in hand; whoever finds it so after a death cannot know whether it went out.
create table reminder_recipient (
  reminder_id uuid not null references reminder,
  person_id text collate "C" not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'left-alone', 'refused', 'unknown')),
  tries smallint not null default 0,
  primary key (reminder_id, person_id)
);
create index reminder_recipient_open on reminder_recipient (reminder_id) where state in ('waiting', 'sending');

-- The last reminder of each person: there is one in seven days at most.
create table reminder_last (
  person_id text collate "C" primary key,
  reminder_id uuid not null,
  day date not null
);

-- Who wants none. No route lists them.
create table reminder_unwanted (person_id text collate "C" primary key);
