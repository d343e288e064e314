-- A leader's answers to the six questions, in versions. They are the author's; one version of a reflection may be shared, and taken back.
create table reflection (
  reflection_id uuid primary key,
  subject text not null,
  begun_at timestamptz not null,
  shared_version integer
);
create index reflection_of on reflection (subject, begun_at desc);
create index reflection_shared on reflection (reflection_id) where shared_version is not null;

create table reflection_version (
  reflection_id uuid not null references reflection,
  version integer not null check (version > 0),
  answers jsonb not null,
  at timestamptz not null,
  primary key (reflection_id, version)
);

-- The author reads and writes; of others only the shared version is there, and only for who reads shared ones.
alter table reflection enable row level security;
alter table reflection_version enable row level security;
do $$
declare app text := current_setting('weft.app_role');
begin
  execute format('revoke delete on reflection from %I', app);
  execute format('revoke update, delete on reflection_version from %I', app);
  execute format($policy$
    create policy of_the_author on reflection to %I
     using (subject = (select current_setting('weft.subject', true)))$policy$, app);
  execute format($policy$
    create policy shared on reflection for select to %I
     using (shared_version is not null and (select current_setting('weft.reads_shared', true)) = 'yes')$policy$, app);
  execute format($policy$
    create policy of_the_author on reflection_version to %I
     using (exists (select from reflection r where r.reflection_id = reflection_version.reflection_id and r.subject = (select current_setting('weft.subject', true))))$policy$, app);
  execute format($policy$
    create policy shared on reflection_version for select to %I
     using (exists (select from reflection r where r.reflection_id = reflection_version.reflection_id and r.shared_version = reflection_version.version)
            and (select current_setting('weft.reads_shared', true)) = 'yes')$policy$, app);
end
$$;
