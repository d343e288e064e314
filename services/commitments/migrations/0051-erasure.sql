-- Whoever left the directory, from the day on. An import of people can be undone for 30 days: who comes back in that time finds their own things again.
create table leaver (
  person_id text collate "C" primary key,
  subject uuid,
  left_on date not null,
  looked_on date
);
create index leaver_by_day on leaver (left_on);

-- Who asked to be forgotten. The name goes with the last of their things; that it was done, and why, stays.
create table erasure (
  erasure_id uuid primary key,
  person_id text collate "C",
  asked_on date not null,
  asked_by text collate "C" not null,
  reason text not null,
  looked_on date,
  done_on date,
  check ((done_on is null) = (person_id is not null))
);
create unique index one_erasure_at_a_time on erasure (person_id) where done_on is null;

-- Takes a person out of everything whose quarter has its roll-up; gives whether nothing is left. What a quarter still needs waits for its roll-up, for
-- a figure that is made later must not differ by who was forgotten. `until`: only what was promised up to that day. `stays`: the person is still here.
-- In what belongs to others stands a name that leads to nobody: the same within one thing, another in the next.
create function erase_person (who text, who_subject uuid, until date, stays boolean)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  nonce text := gen_random_uuid()::text;
  quoted text := to_json(who)::text;
  open_quarters date[] := array(select q.starts_on from public.quarter q where not exists (select from public.roll_up u where u.quarter = q.starts_on)); -- guard: what a roll-up still needs
  gone uuid[];
  over uuid[];
begin
  gone := array(select c.commitment_id from public.commitment c where c.person_id = who and c.made_on <= until
                 and not exists (select from public.counted k where k.commitment_id = c.commitment_id and k.quarter = any (open_quarters)));
  over := array(select r.review_id from public.review r where r.person_id = who and r.quarter <> all (open_quarters));
  delete from public.counted where commitment_id = any (gone);
  delete from public.review_item where commitment_id = any (gone) or review_id = any (over);
  delete from public.review_draft where review_id = any (over);
  delete from public.review_event where review_id = any (over);
  delete from public.success_index where review_id = any (over);
  delete from public.review where review_id = any (over);
  update public.commitment set split_from = null where split_from = any (gone);
  delete from public.commitment where commitment_id = any (gone);

  -- What they did in what is others'.
  update public.commitment_change set by_person = 'left-' || md5(nonce || commitment_id) where by_person = who and (not stays or at::date <= until);
  update public.commitment_change h
     set before = replace(h.before::text, quoted, to_json('left-' || md5(nonce || h.commitment_id))::text)::jsonb, after = replace(h.after::text, quoted, to_json('left-' || md5(nonce || h.commitment_id))::text)::jsonb
    from public.commitment c
   where c.commitment_id = h.commitment_id and c.person_id <> who and (position(quoted in h.before::text) > 0 or position(quoted in h.after::text) > 0);
  update public.commitment set weight_agreed_by = 'left-' || md5(nonce || commitment_id) where weight_agreed_by = who and person_id <> who;
  update public.commitment set drop_agreed_by = 'left-' || md5(nonce || commitment_id) where drop_agreed_by = who and person_id <> who;
  update public.review_event e set by_person = case when e.by_person = who then 'left-' || md5(nonce || e.review_id) else e.by_person end, data = replace(e.data::text, quoted, to_json('left-' || md5(nonce || e.review_id))::text)::jsonb
    from public.review r where r.review_id = e.review_id and r.quarter <> all (open_quarters) and (e.by_person = who or position(quoted in e.data::text) > 0);
  update public.review r
     set frozen_boss_id = case when r.frozen_boss_id = who then 'left-' || md5(nonce || r.review_id) else r.frozen_boss_id end, boss_id = case when r.boss_id = who then 'left-' || md5(nonce || r.review_id) else r.boss_id end,
         line_boss_id = case when r.line_boss_id = who then 'left-' || md5(nonce || r.review_id) else r.line_boss_id end, handed_by = case when r.handed_by = who then 'left-' || md5(nonce || r.review_id) else r.handed_by end
   where r.quarter <> all (open_quarters) and who in (r.frozen_boss_id, r.boss_id, r.line_boss_id, r.handed_by);
  delete from public.review_draft d using public.review r where r.review_id = d.review_id and d.person_id = who and r.quarter <> all (open_quarters);
  update public.absence set entered_by = 'left-' || md5(nonce || absence_id) where entered_by = who;
  delete from public.absence a where a.person_id = who and not exists (select from public.quarter q where q.starts_on = any (open_quarters) and a.from_on <= q.ends_on and coalesce(a.to_on, q.ends_on) >= q.starts_on);

  -- What was shared with them, handed over, brought in.
  delete from public.commitment_partner p using public.commitment c where c.commitment_id = p.commitment_id and p.person_id = who and c.made_on <= until;
  delete from public.commitment_handover where who in (from_person, to_person) and (not stays or state <> 'asked');
  update public.commitment_handover set asked_by = 'left-' || md5(nonce || handover_id) where asked_by = who and not stays;
  delete from public.commitment_imported where person_id = who;
  delete from public.commitment_import where by_subject = who_subject::text and begun_on <= until;
  if not stays then
    delete from public.digest where person_id = who;
    delete from public.asked where person_id = who;
    delete from public.digest_refusal where person_id = who;
    delete from public.digest_unwanted where person_id = who;
    delete from public.calendar_feed where person_id = who;
  else
    -- What was asked this quarter is not asked again.
    delete from public.digest where person_id = who and day < coalesce((select min(o) from unnest(open_quarters) o), until);
  end if;
  return not exists (select from public.commitment where person_id = who and made_on <= until)
     and not exists (select from public.review r join public.quarter q on q.starts_on = r.quarter where r.person_id = who and q.starts_on <= until)
     and (stays or not exists (select from public.review r where who in (r.frozen_boss_id, r.boss_id, r.line_boss_id, r.handed_by))
               and not exists (select from public.review_event e where e.by_person = who) and not exists (select from public.absence where person_id = who)
               and not exists (select from public.review_draft where person_id = who));
end
$$;

-- Once a day for everybody who left on `left_until` or before, and for everybody who asked; at most so many at once, and gives how many they were.
-- It does not believe its caller: whoever the directory knows loses nothing unasked.
create function forget_people (left_until date, today date, most integer)
returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare one record; done integer := 0;
begin
  for one in
    select e.erasure_id, e.person_id, coalesce(a.subject, l.subject) as subject, e.asked_on, p.person_id is not null or a.subject is not null as stays
      from public.erasure e
      left join public.person p on p.person_id = e.person_id
      left join public.account a on a.person_id = e.person_id
      left join public.leaver l on l.person_id = e.person_id
     where e.done_on is null and e.looked_on is distinct from today
     order by e.erasure_id limit most for update of e
  loop
    if public.erase_person(one.person_id, one.subject, case when one.stays then one.asked_on else 'infinity' end, one.stays) then
      update public.erasure set person_id = null, done_on = today, looked_on = today where erasure_id = one.erasure_id;
      delete from public.leaver where person_id = one.person_id;
    else
      update public.erasure set looked_on = today where erasure_id = one.erasure_id;
    end if;
    done := done + 1;
  end loop;
  for one in
    select l.person_id, l.subject from public.leaver l
     where l.left_on <= left_until and l.looked_on is distinct from today
       and not exists (select from public.person p where p.person_id = l.person_id) -- guard: only who is gone from commitments
       and not exists (select from public.account a where a.person_id = l.person_id or a.subject = l.subject)
     order by l.left_on, l.person_id limit most - done for update
  loop
    if public.erase_person(one.person_id, one.subject, 'infinity', false) then
      delete from public.leaver where person_id = one.person_id;
    else
      update public.leaver set looked_on = today where person_id = one.person_id;
    end if;
    done := done + 1;
  end loop;
  return done;
end
$$;
do $$
declare app text := current_setting('weft.app_role');
begin
  revoke execute on function erase_person (text, uuid, date, boolean) from public;
  revoke execute on function forget_people (date, date, integer) from public;
  execute format('grant execute on function forget_people (date, date, integer) to %I', app);
  execute format('revoke delete on erasure from %I', app);
end
$$;
