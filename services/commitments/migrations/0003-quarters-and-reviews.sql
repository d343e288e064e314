-- How the organisation counts its year, by version; a version counts from the first quarter that opens after it was written.
create table calendar (
  version integer primary key,
  fiscal_month smallint not null check (fiscal_month between 1 and 12),
  time_zone text not null,
  self_days smallint not null check (self_days between 3 and 45),
  boss_days smallint not null check (boss_days between 3 and 45),
  dispute_days smallint not null check (dispute_days between 3 and 45),
  written_by text not null,
  written_on date not null
);

create table quarter (
  starts_on date primary key,
  ends_on date not null,
  label text not null,
  -- Reviews begin; bosses are asked until; nothing changes after.
  review_from date not null,
  boss_by date not null,
  final_on date not null,
  state text not null check (state in ('open', 'reviewing', 'final')),
  check (starts_on < review_from and review_from <= ends_on and ends_on < boss_by and boss_by < final_on)
);
create unique index one_quarter_opens_at_a_time on quarter (ends_on);

-- What may count in a quarter, with what it weighed and when it was due at the quarter's opening, or when it was made in it.
create table counted (
  quarter date not null references quarter (starts_on),
  commitment_id uuid not null references commitment (commitment_id),
  person_id text collate "C" not null,
  weight smallint not null,
  parts smallint not null,
  horizon text not null,
  discipline text collate "C",
  starts_on date not null,
  due_on date not null,
  since text not null check (since in ('opening', 'made', 'split')),
  primary key (quarter, commitment_id)
);
create index counted_of_person on counted (person_id, quarter);

-- One person's quarter. Unit and boss as they were at the opening; "boss_id" follows who reviews now.
create table review (
  review_id uuid primary key,
  quarter date not null references quarter (starts_on),
  person_id text collate "C" not null,
  unit_id text collate "C" not null,
  frozen_boss_id text collate "C",
  boss_id text collate "C",
  state text not null check (state in ('waiting', 'self', 'boss', 'answer', 'agreed', 'disputed', 'closed', 'missed', 'excused')),
  version integer not null,
  -- How the boss's values came to count, once they do.
  settled text check (settled in ('same-values', 'agreed', 'settled', 'by-lapse', 'not-answered')),
  state_since date not null,
  unique (quarter, person_id)
);
create index review_of_boss on review (boss_id, quarter);

create table review_item (
  review_id uuid not null references review (review_id),
  commitment_id uuid not null references commitment (commitment_id),
  self_value smallint check (self_value in (0, 25, 50, 75, 100)),
  self_note text,
  self_next text check (self_next in ('keep', 'done', 'drop', 'change')),
  boss_value smallint check (boss_value in (0, 25, 50, 75, 100)),
  boss_note text,
  boss_next text check (boss_next in ('keep', 'done', 'drop', 'change')),
  agreed_value smallint check (agreed_value in (0, 25, 50, 75, 100)),
  primary key (review_id, commitment_id)
);

-- Every command that was accepted, once, in order; rows are never changed.
create table review_event (
  review_id uuid not null references review (review_id),
  seq integer not null,
  at timestamptz not null,
  by_person text collate "C",
  command text not null,
  data jsonb not null,
  primary key (review_id, seq)
);
