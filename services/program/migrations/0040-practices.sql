-- What the program wants people to do, by discipline. The row is locked by whoever changes or decides; adopting takes a share of it.
create table practice (
  practice_id uuid primary key,
  state text not null check (state in ('proposed', 'accepted', 'declined', 'retired')),
  version integer not null,
  -- Plain ids: the list of disciplines may grow, and what is stored stays.
  discipline text not null,
  -- Its name in the starting library; null for a practice that was written here.
  starting_key text unique,
  proposed_by text not null,
  proposed_on date not null,
  decided_by text,
  decided_on date,
  reason text
);
create index practice_of_proposer on practice (proposed_by) where state = 'proposed';

create table practice_version (
  practice_id uuid not null references practice (practice_id),
  version integer not null,
  title text not null,
  what text not null,
  "when" text not null,
  example text,
  written_by text not null,
  written_on date not null,
  primary key (practice_id, version)
);

-- A unit works by a practice, with all units below it. Rows are ended, never deleted.
create table practice_adoption (
  adoption_id uuid primary key,
  practice_id uuid not null references practice (practice_id),
  unit_id text collate "C" not null,
  wording text,
  revision integer not null,
  adopted_by text not null,
  adopted_on date not null,
  ended_on date,
  ended_by text,
  end_reason text
);
create unique index practice_adoption_once on practice_adoption (practice_id, unit_id) where ended_on is null;
create index practice_adoption_of_unit on practice_adoption (unit_id) where ended_on is null;

-- "I commit to it": a person's own list. Nobody but that person reads a row; what is ended is deleted.
create table practice_commitment (
  practice_id uuid not null references practice (practice_id),
  subject text not null,
  from_day date not null,
  primary key (practice_id, subject)
);
create index practice_commitment_of_person on practice_commitment (subject);

alter table practice_commitment enable row level security;
do $$
begin
  execute format($policy$
    create policy own_commitments on practice_commitment to %I
     using (subject = (select current_setting('weft.subject', true)))
     with check (subject = (select current_setting('weft.subject', true)))$policy$, current_setting('weft.app_role'));
end
$$;
