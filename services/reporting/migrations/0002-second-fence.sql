-- The tree of each release without a value in it: whoever asks the way may see it. `place` numbers units from the root down, a unit before
-- all that is below it, and `last` is the place of the last one below: a unit lies in another when its place lies between the two.
create table release_tree (
  release_id uuid not null references release,
  unit_id text collate "C" not null,
  parent_id text collate "C",
  name text not null,
  below integer not null,
  place integer not null,
  last integer not null,
  primary key (release_id, unit_id)
);
create index release_tree_below on release_tree (release_id, parent_id);

with recursive down as (
  select u.release_id, u.unit_id, array[u.unit_id] as path
    from release_unit u
   where u.parent_id is null
   union all
  select u.release_id, u.unit_id, down.path || u.unit_id
    from down
    join release_unit u on u.release_id = down.release_id and u.parent_id = down.unit_id
), placed as (
  select d.release_id, d.unit_id, d.path, row_number() over (partition by d.release_id order by d.path) as place
    from down d
)
insert into release_tree (release_id, unit_id, parent_id, name, below, place, last)
select u.release_id, u.unit_id, u.parent_id, u.name, u.below, p.place,
       (select max(l.place) from placed l where l.release_id = p.release_id and l.path[1:cardinality(p.path)] = p.path)
  from placed p
  join release_unit u on u.release_id = p.release_id and u.unit_id = p.unit_id;

alter table release_unit add column place integer;
update release_unit u set place = t.place from release_tree t where t.release_id = u.release_id and t.unit_id = u.unit_id;
alter table release_unit alter column place set not null;

-- The second fence: whoever reads values says in their own transaction how far they see (src/reading-as.ts). Without a word there are no rows.
alter table release_unit enable row level security;
alter table score enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format('revoke update, delete on release_tree from %I', app);
  execute format('create policy publish_units on release_unit for insert to %I with check (true)', app);
  execute format('create policy publish_scores on score for insert to %I with check (true)', app);
  execute format($policy$
    create policy in_scope on release_unit for select to %I using (
      case (select current_setting('weft.sees', true))
        when 'all' then true
        when 'scope' then parent_id is null or exists (
          select from release_tree own
           where own.release_id = release_unit.release_id
             and own.unit_id in (select unnest(nullif(current_setting('weft.units', true), '')::text[]))
             and release_unit.place between own.place and own.last)
        else false
      end)$policy$, app);
  -- The units that are seen are those of the policy above.
  execute format($policy$
    create policy in_scope on score for select to %I using (
      (select current_setting('weft.sees', true)) = 'all'
      or exists (select from release_unit u where u.release_id = score.release_id and u.unit_id = score.unit_id))$policy$, app);
end
$$;
