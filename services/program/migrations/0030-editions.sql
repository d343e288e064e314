-- The program's papers: charter, priorities, definition. One draft of each at most; what was published stays as it was.
create table edition_draft (
  kind text primary key check (kind in ('charter', 'priorities', 'definition')),
  -- Counts up with every save: whoever saves or publishes says which one they saw.
  edit integer not null,
  content jsonb not null,
  edited_at timestamptz not null,
  edited_by text not null
);

create table edition (
  kind text not null check (kind in ('charter', 'priorities', 'definition')),
  version integer not null check (version > 0),
  content jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (kind, version)
);
do $$
begin
  execute format('revoke update, delete on edition from %I', current_setting('weft.app_role'));
end
$$;
