-- Whether an item was dropped in its quarter without the boss's agreement, as of the day the quarter became final.
alter table counted add column dropped_alone boolean;

-- Each person's index of a final quarter, in ten-thousandths of a point (0–1,000,000): what the roll-up was made of. Made again from counted and review_event it is the same.
create table success_index (
  review_id uuid primary key references review (review_id),
  quarter date not null references quarter (starts_on),
  person_id text collate "C" not null,
  formula_version smallint not null,
  items smallint not null,
  self_value integer check (self_value between 0 and 1000000),
  boss_value integer check (boss_value between 0 and 1000000),
  agreed_value integer check (agreed_value between 0 and 1000000),
  -- Agreed, by horizon and by discipline: only those that something counts in.
  by_horizon jsonb not null,
  by_discipline jsonb not null
);
create index success_index_of_person on success_index (person_id, quarter);
create index success_index_of_quarter on success_index (quarter);

-- One for each final quarter, made once.
create table roll_up (
  quarter date primary key references quarter (starts_on),
  formula_version smallint not null,
  made_on date not null,
  -- Quadratic weighted kappa of what people and bosses said of the same items, over the whole organisation.
  kappa numeric(5, 4),
  groups integer not null,
  sha256 text not null
);

-- A unit with all below it, by the units of the quarter's opening; '' is everybody. "figures" null: not shown. Names and places as of that day.
create table roll_up_group (
  quarter date not null references roll_up (quarter),
  unit_id text collate "C" not null,
  parent_id text collate "C",
  name text not null,
  figures jsonb,
  primary key (quarter, unit_id)
);
create index roll_up_below on roll_up_group (quarter, parent_id);

do $$
declare app text := current_setting('weft.app_role');
begin
  alter table success_index enable row level security;
  execute format($policy$create policy own_lines on success_index to %I
    using (current_setting('weft.house', true) = 'yes' or sees(person_id)) with check (current_setting('weft.house', true) = 'yes')$policy$, app);
  -- What was rolled up stays as it was.
  execute format('revoke update, delete on roll_up, roll_up_group from %I', app);
end
$$;
