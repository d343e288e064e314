-- Small tests of what would help customers. A result without a baseline is an observation: nothing here makes one up.
create table experiment (
  experiment_id uuid primary key,
  -- In order of registration; also the order of the list, newest first.
  number bigint generated always as identity unique,
  unit_id text collate "C" not null,
  owner_id text collate "C",
  belief text not null,
  for_whom text not null,
  will text not null,
  measure text not null,
  baseline double precision,
  target double precision,
  better text not null check (better in ('higher', 'lower')),
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  state text not null check (state in ('planned', 'running', 'ended', 'decided', 'withdrawn')),
  result double precision,
  learned text,
  decision text check (decision in ('adopt', 'adapt', 'stop')),
  reason text,
  version integer not null check (version > 0),
  check ((learned is not null) = (state in ('ended', 'decided'))),
  check ((decision is not null) = (state = 'decided') and (decision is null) = (reason is null))
);
create index experiment_of_unit on experiment (unit_id, number);
create index experiment_in_state on experiment (state, number);

create table experiment_step (
  experiment_id uuid not null references experiment,
  version integer not null,
  act text not null check (act in ('registered', 'changed', 'started', 'ended', 'decided', 'withdrawn')),
  day date not null,
  by_subject text not null,
  -- [{field, from, to}]: what the act changed of what was written before.
  changes jsonb not null,
  primary key (experiment_id, version)
);
do $$
begin
  execute format('revoke update, delete on experiment_step from %I', current_setting('weft.app_role'));
  execute format('revoke delete on experiment from %I', current_setting('weft.app_role'));
end
$$;
