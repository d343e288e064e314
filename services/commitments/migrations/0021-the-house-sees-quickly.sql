-- The same rule as before, asked in an order that costs nothing for the house, which reads every line when a quarter opens: a function in SQL is set up anew for each of them.
create or replace function sees (owner text) returns boolean language plpgsql stable as $$
begin
  if current_setting('weft.house', true) = 'yes' or owner = current_setting('weft.person', true) then return true; end if;
  return exists (select from person p where p.person_id = owner and p.boss_id = current_setting('weft.person', true))
      or exists (select from review r join quarter q on q.starts_on = r.quarter
                  where r.person_id = owner and r.boss_id = current_setting('weft.person', true) and q.state <> 'final');
end
$$;
