-- What every service needs to send and receive events. No table here keeps an instant: in the answer zone a fine time could join a sheet to a name.

-- A queue: the relay deletes a row once it was acknowledged. The cache must stay 1, a cached range of positions breaks the order per key.
create table outbox (
  position bigint generated always as identity (cache 1) primary key,
  id uuid not null,
  topic text not null,
  key text not null,
  type text not null,
  time text not null,
  data text check (octet_length(data) < 900000)
) with (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1,
  autovacuum_vacuum_cost_delay = 0
);

-- Rows that no retry can send, and every row of their key behind them, so that nothing overtakes.
create table outbox_parked (
  position bigint primary key,
  id uuid not null,
  topic text not null,
  key text not null,
  type text not null,
  time text not null,
  data text,
  reason text not null
);
create index outbox_parked_by_key on outbox_parked (topic, key);

create table inbox (
  consumer text not null,
  event_id uuid not null,
  primary key (consumer, event_id)
);

-- Events that break a rule, in the order in which they came. `position` keeps that order for the redrive.
create table dead_letter (
  position bigint generated always as identity (cache 1) primary key,
  consumer text not null,
  event_id uuid not null,
  topic text not null,
  key text not null,
  type text not null,
  time text not null,
  data text,
  reason text not null
);
create index dead_letter_by_key on dead_letter (consumer, topic, key, position);

create table parked_key (
  consumer text not null,
  topic text not null,
  key text not null,
  primary key (consumer, topic, key)
);

-- The log of the `postgres` transport, read by other services with a role that sees only its topics.
-- `id` is the event's (ce_id), so that one event can be found without opening the headers.
create table event_log (
  position bigint generated always as identity (cache 1) primary key,
  topic text not null,
  id text,
  key text not null,
  time text not null,
  headers jsonb not null,
  value text
);
create index event_log_by_topic on event_log (topic, position);

create table event_grant (
  role name not null,
  topic text not null,
  primary key (role, topic)
);

create table event_cursor (
  consumer_group text not null,
  topic text not null,
  position bigint not null,
  primary key (consumer_group, topic)
);

alter table event_log enable row level security;
alter table event_grant enable row level security;

create policy granted_topics on event_log for select
  using (topic in (select g.topic from event_grant g where g.role = current_user));
create policy own_grants on event_grant for select
  using (role = current_user);

do $$
declare
  app name := current_setting('weft.app_role');
begin
  execute format('grant select, insert, update, delete on outbox, outbox_parked, inbox, dead_letter, parked_key, event_cursor to %I', app);
  execute format('grant select, insert, delete on event_log to %I', app);
  -- What is in the log was sent: nobody rewrites it, and who may read it is the owner's to say.
  execute format('revoke update, truncate on event_log from %I', app);
  execute format('revoke all on event_grant from %I', app);
  execute format('create policy own_log on event_log to %I using (true) with check (true)', app);
end
$$;
