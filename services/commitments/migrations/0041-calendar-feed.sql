-- A person's days for a calendar program, at an address that nobody can guess. The address itself is not kept, only its hash.
create table calendar_feed (
  person_id text collate "C" primary key,
  secret_hash text collate "C" not null unique,
  -- Whether titles hold the words of commitments: calendars are often shared.
  with_words boolean not null,
  made_on date not null
);
