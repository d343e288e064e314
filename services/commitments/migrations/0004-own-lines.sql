-- The second fence. "weft.person" is who asks: a person's own lines, and those of whom that person reviews or is the boss of.
-- "weft.house" is the house itself, in its jobs. Nobody asks: nobody sees.
create function sees(owner text) returns boolean language sql stable as $$
  select current_setting('weft.house', true) = 'yes'
      or owner = current_setting('weft.person', true)
      or exists (select from person p where p.person_id = owner and p.boss_id = current_setting('weft.person', true))
      or exists (select from review r join quarter q on q.starts_on = r.quarter
                  where r.person_id = owner and r.boss_id = current_setting('weft.person', true) and q.state <> 'final')
$$;

do $$
declare app text := current_setting('weft.app_role');
begin
  alter table commitment enable row level security;
  execute format($policy$
    create policy own_lines on commitment to %I
     using (sees(person_id) or exists (select from commitment_partner s where s.commitment_id = commitment.commitment_id and s.person_id = current_setting('weft.person', true)))
     with check (sees(person_id))$policy$, app);
  alter table counted enable row level security;
  execute format('create policy own_lines on counted to %I using (sees(person_id)) with check (sees(person_id))', app);
  alter table commitment_change enable row level security;
  execute format($policy$
    create policy own_lines on commitment_change to %I
     using (exists (select from commitment c where c.commitment_id = commitment_change.commitment_id))
     with check (exists (select from commitment c where c.commitment_id = commitment_change.commitment_id))$policy$, app);
  alter table review_item enable row level security;
  execute format($policy$
    create policy own_lines on review_item to %I
     using (exists (select from review r where r.review_id = review_item.review_id and sees(r.person_id)))
     with check (exists (select from review r where r.review_id = review_item.review_id and sees(r.person_id)))$policy$, app);
end
$$;
