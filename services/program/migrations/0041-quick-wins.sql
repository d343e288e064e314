-- What somebody wants others to know. Ids are random and the day is the finest time: neither tells when somebody sat at a form.
create table quick_win (
  win_id uuid primary key default gen_random_uuid(),
  version integer not null default 1,
  shared_on date not null,
  prompt text not null,
  discipline text not null,
  kind text not null check (kind in ('win', 'story')),
  headline text not null,
  story text not null,
  metric_name text,
  metric_before text,
  metric_after text,
  evidence text,
  link text,
  priority_id uuid,
  practice_id uuid references practice (practice_id),
  -- The author, where readers may know; null where not. Who the others are, only quick_win_author says.
  named_subject text,
  unit_id text collate "C" not null,
  may_feature boolean not null,
  featured_on date,
  thanks integer not null default 0,
  hidden_on date,
  hidden_by text,
  hidden_reason text
);
create index quick_win_newest on quick_win (shared_on desc, win_id desc);

-- Read by the author alone: to change it, to take it back, to thank nobody for what is one's own.
create table quick_win_author (
  win_id uuid primary key references quick_win (win_id) on delete cascade,
  subject text not null,
  shared_on date not null
);
create index quick_win_of_author on quick_win_author (subject, shared_on);
create table quick_win_thanks (
  win_id uuid not null references quick_win (win_id) on delete cascade,
  subject text not null,
  primary key (win_id, subject)
);
create table quick_win_adoption (
  win_id uuid not null references quick_win (win_id) on delete cascade,
  unit_id text collate "C" not null,
  adopted_by text not null,
  adopted_on date not null,
  primary key (win_id, unit_id)
);

alter table quick_win_author enable row level security;
alter table quick_win_thanks enable row level security;
do $$
declare fenced text;
begin
  foreach fenced in array array['quick_win_author', 'quick_win_thanks'] loop
    execute format($policy$
      create policy own_rows on %I to %I
       using (subject = (select current_setting('weft.subject', true)))
       with check (subject = (select current_setting('weft.subject', true)))$policy$, fenced, current_setting('weft.app_role'));
  end loop;
end
$$;
