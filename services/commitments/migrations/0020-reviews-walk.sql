-- Who reviews, and why. boss_id stays who reviews now; line_boss_id is the boss by the directory, or the next one up.
alter table review
  add column line_boss_id text collate "C",
  add column handed_by text collate "C",
  add column handed_until date,
  add column handed_why text check (handed_why in ('delegation', 'matrix', 'named')),
  add column self_in boolean not null default false,
  add column dispute_reason text,
  add column reopen_asked text check (reopen_asked in ('person', 'boss')),
  add column excuse text check (excuse in ('left', 'leave', 'nothing-to-count')),
  add check ((handed_by is null) = (handed_why is null)),
  add check ((state = 'excused') = (excuse is not null));
create index review_of_quarter on review (quarter, state);
create index review_of_line_boss on review (line_boss_id) where state in ('waiting', 'self', 'boss', 'answer', 'disputed', 'agreed');

alter table review_item
  add column self_links jsonb not null default '[]',
  -- What each side would settle a dispute for.
  add column self_offer smallint check (self_offer in (0, 25, 50, 75, 100)),
  add column boss_offer smallint check (boss_offer in (0, 25, 50, 75, 100));

-- What one side is writing. It is that person's alone until it is sent: not even the house reads it.
create table review_draft (
  review_id uuid not null references review (review_id),
  person_id text collate "C" not null,
  items jsonb not null,
  saved_at timestamptz not null,
  primary key (review_id, person_id)
);

-- Somebody is away for long, both days included; to_on null: nobody knows until when. What was withdrawn stays, and counts no more.
create table absence (
  absence_id uuid primary key,
  person_id text collate "C" not null,
  from_on date not null,
  to_on date check (to_on >= from_on),
  entered_by text collate "C" not null,
  entered_on date not null,
  withdrawn_on date
);
create index absence_of_person on absence (person_id);

do $$
declare app text := current_setting('weft.app_role');
begin
  alter table review_draft enable row level security;
  execute format($policy$create policy own_drafts on review_draft to %I
    using (person_id = current_setting('weft.person', true)) with check (person_id = current_setting('weft.person', true))$policy$, app);
  alter table review_event enable row level security;
  execute format($policy$create policy own_lines on review_event to %I
    using (exists (select from review r where r.review_id = review_event.review_id and sees(r.person_id)))
    with check (current_setting('weft.house', true) = 'yes' or exists (select from review r where r.review_id = review_event.review_id and sees(r.person_id)))$policy$, app);
  -- What happened stays as it was.
  execute format('revoke update on review_event from %I', app);
  -- The house opens a quarter for everybody at once: it is asked about before the function is, once and not for each line.
  execute format($policy$alter policy own_lines on counted to %I
    using (current_setting('weft.house', true) = 'yes' or sees(person_id)) with check (current_setting('weft.house', true) = 'yes' or sees(person_id))$policy$, app);
end
$$;
