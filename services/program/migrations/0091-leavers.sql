-- Whoever left the directory, from the day on. An import can be undone for 30 days: who comes back in that time finds their own things again.
create table leaver (
  person_id text collate "C" primary key,
  subject uuid,
  left_on date not null
);
create index leaver_by_day on leaver (left_on);

-- Deletes what was personal of up to `most` who left on `until` or before, and gives how many they were. It does not believe its caller:
-- whoever the directory knows, as a person or by an account, loses nothing. Votes and who was written to stay as they are counted, under a
-- name that leads to nobody; a figure that was shown stays what it was.
create function forget_leavers (until date, most integer)
returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare gone record; done integer := 0;
begin
  for gone in
    select l.person_id, l.subject
      from public.leaver l
     where l.left_on <= until
       and not exists (select from public.person p where p.person_id = l.person_id) -- guard: only who is gone
       and not exists (select from public.account a where a.person_id = l.person_id or a.subject = l.subject)
     order by l.left_on, l.person_id
     limit most
       for update
  loop
    delete from public.buy_in where person_id = gone.person_id;
    delete from public.buy_in_before where person_id = gone.person_id;
    delete from public.debrief where person_id = gone.person_id;
    delete from public.reminder_last where person_id = gone.person_id;
    delete from public.reminder_unwanted where person_id = gone.person_id;
    update public.reminder_recipient set person_id = 'left-' || gen_random_uuid() where person_id = gone.person_id;
    if gone.subject is not null then
      delete from public.attestation where subject = gone.subject;
      delete from public.acknowledgement where subject = gone.subject;
      delete from public.role_statement where subject = gone.subject::text;
      delete from public.practice_commitment where subject = gone.subject::text;
      delete from public.exposure_note where note_id in (select e.exposure_id from public.exposure e where e.subject = gone.subject);
      delete from public.exposure where subject = gone.subject;
      delete from public.quick_win_thanks where subject = gone.subject::text;
      delete from public.quick_win_author where subject = gone.subject::text;
      update public.quick_win set named_subject = null where named_subject = gone.subject::text;
      delete from public.reflection_version where reflection_id in (select r.reflection_id from public.reflection r where r.subject = gone.subject::text);
      delete from public.reflection where subject = gone.subject::text;
      delete from public.customer_view_draft where subject = gone.subject::text;
      -- Both votes of one forum keep belonging together; those of two forums do not.
      update public.forum_vote v set subject = 'left-' || r.nobody
        from (select f.forum_id, gen_random_uuid() as nobody from (select distinct o.forum_id from public.forum_vote o where o.subject = gone.subject::text) f) r
       where v.forum_id = r.forum_id and v.subject = gone.subject::text;
    end if;
    delete from public.leaver where person_id = gone.person_id;
    done := done + 1;
  end loop;
  return done;
end
$$;
do $$
begin
  revoke execute on function forget_leavers (date, integer) from public;
  execute format('grant execute on function forget_leavers (date, integer) to %I', current_setting('weft.app_role'));
end
$$;
