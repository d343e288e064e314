-- A mark of the office and a vote stand beside one another: neither shows in the other. Who took part by voting is only told when the forum
-- has ended, or a look at the list during a vote would say who has voted and how many.
alter table session_attendee drop constraint session_attendee_pkey;
alter table session_attendee add primary key (session_id, person_id, via);
create view took_part as
  select distinct a.session_id, a.person_id
    from session_attendee a
   where a.via = 'office' or not exists (select from forum f where f.forum_id = a.session_id and f.state <> 'ended'); -- guard: no voters before the end
do $$
begin
  execute format('grant select on took_part to %I', current_setting('weft.app_role'));
end
$$;
