-- A leaders' forum: a debate for and against, with a vote before and after.
create table forum (
  forum_id uuid primary key,
  title text not null,
  day date not null,
  statement text not null,
  state text not null check (state in ('planned', 'before', 'debate', 'after', 'ended')),
  -- How many leaders there were when it ended.
  leaders integer
);
create index forum_newest on forum (day desc, forum_id desc);

-- Who took it where, and when; the first line is its planning.
create table forum_step (
  forum_id uuid not null references forum,
  state text not null,
  by_subject text not null,
  at timestamptz not null,
  primary key (forum_id, state)
);

-- What was said, by side and not by person: no author, no time.
create table forum_argument (
  forum_id uuid not null references forum,
  side text not null check (side in ('for', 'against')),
  place integer not null,
  text text not null,
  primary key (forum_id, side, place),
  unique (forum_id, side, text)
);

create table forum_vote (
  forum_id uuid not null references forum,
  subject text not null,
  round text not null check (round in ('before', 'after')),
  value smallint not null check (value between 1 and 5),
  primary key (forum_id, subject, round)
);

-- Leaders who took part in a forum or a workshop. No foreign key: both kinds share it, and a leader who leaves has still been there.
create table session_attendee (
  session_id uuid not null,
  person_id text collate "C" not null,
  via text not null check (via in ('office', 'vote')),
  marked_by text not null,
  marked_at timestamptz not null,
  primary key (session_id, person_id)
);

-- A vote is its author's alone: the service itself cannot read another's. And it is written only while its vote is open.
alter table forum_vote enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format('revoke delete on forum_vote from %I', app);
  execute format('revoke update, delete on forum_step from %I', app);
  execute format($policy$
    create policy of_the_author on forum_vote to %I
     using (subject = (select current_setting('weft.subject', true)))
     with check (subject = (select current_setting('weft.subject', true))
                 and exists (select from forum f where f.forum_id = forum_vote.forum_id and f.state = forum_vote.round))$policy$, app);
end
$$;

-- The only way from single votes to figures. Nothing before the end; only who voted twice; nothing of fewer than five, no counts of fewer than ten.
create function forum_votes_counted (of_forum uuid, out people integer, out sum_before integer, out sum_after integer, out counts_before integer[], out counts_after integer[])
language sql stable security definer set search_path from current
as $$
  with twice as (
    select b.value as before, a.value as after
      from forum f
      join forum_vote b on b.forum_id = f.forum_id and b.round = 'before'
      join forum_vote a on a.forum_id = f.forum_id and a.round = 'after' and a.subject = b.subject
     where f.forum_id = of_forum and f.state = 'ended' -- guard: no live votes
  ), counted as (
    select count(*)::integer as people, sum(t.before)::integer as sum_before, sum(t.after)::integer as sum_after,
           array(select count(*) filter (where t.before = v)::integer from generate_series(1, 5) v left join twice t on true group by v order by v) as counts_before,
           array(select count(*) filter (where t.after = v)::integer from generate_series(1, 5) v left join twice t on true group by v order by v) as counts_after
      from twice t
  )
  select c.people, c.sum_before, c.sum_after,
         case when c.people >= 10 then c.counts_before end, case when c.people >= 10 then c.counts_after end
    from counted c
   where c.people >= 5 -- guard: five who voted twice
$$;
do $$
begin
  revoke execute on function forum_votes_counted from public;
  execute format('grant execute on function forum_votes_counted to %I', current_setting('weft.app_role'));
end
$$;

-- A leadership workshop: where the plan is made.
create table workshop (
  workshop_id uuid primary key,
  title text not null,
  day date not null,
  noted_by text not null,
  noted_at timestamptz not null
);
create index workshop_newest on workshop (day desc, workshop_id desc);

-- Waves that the start looks at. Their results stay where they are; a leader says here what follows from them.
create table start_wave (
  wave_id uuid primary key,
  title text not null,
  linked_by text not null,
  linked_at timestamptz not null
);

-- A leader has seen a wave's results and says one thing to do; each change is a version of its own.
create table debrief (
  wave_id uuid not null references start_wave,
  person_id text collate "C" not null,
  version integer not null,
  action text not null,
  at timestamptz not null,
  primary key (wave_id, person_id, version)
);
do $$
begin
  execute format('revoke update, delete on debrief from %I', current_setting('weft.app_role'));
end
$$;
