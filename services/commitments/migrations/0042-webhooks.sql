-- Where the organisation's chat takes messages in. The address is a secret of its own: it is never shown again.
create table webhook (
  webhook_id uuid primary key,
  kind text not null check (kind in ('slack', 'teams')),
  address text not null,
  made_by text not null,
  made_on date not null
);

-- Each message once. `sending`: in hand; whoever finds it so after a death cannot know whether it went out.
create table notice (
  webhook_id uuid not null references webhook (webhook_id) on delete cascade,
  matter text not null,
  state text not null check (state in ('sending', 'sent', 'refused', 'unknown')),
  tries smallint not null default 0,
  day date not null,
  primary key (webhook_id, matter)
);
