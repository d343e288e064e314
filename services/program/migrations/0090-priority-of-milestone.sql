-- Which priority of the organisation a milestone serves: an id that stays from version to version of the priorities, where they are kept as text.
alter table plan_milestone add column priority_id uuid;
create index initiative_became on initiative (becomes_id) where becomes_id is not null;
create index quick_win_of_priority on quick_win (priority_id) where priority_id is not null;
