-- What was done through the door, and by whom: opaque subjects only. Lines are added and never changed; each holds the hash of the one before.
create table audit_entry (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  via text not null,
  roles text not null,
  action text not null,
  target text not null,
  outcome text not null,
  about bigint references audit_entry (seq),
  hash bytea not null
);
create index audit_entry_action on audit_entry (action, seq desc);
create index audit_entry_at on audit_entry (at);
create index audit_entry_about on audit_entry (about) where about is not null;

create function refuse_change () returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is only ever added to.';
end
$$;
create trigger audit_entry_stays before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_stays_whole before truncate on audit_entry for each statement execute function refuse_change();

do $$
begin
  execute format('revoke update, delete, truncate on audit_entry from %I', current_setting('weft.app_role'));
end
$$;
