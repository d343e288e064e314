-- Everything that scoring knows of a wave. No column here holds an instant or a date, and no row a person.

create table wave (
  wave_id uuid primary key,
  data json not null
);

create table instrument (
  instrument_id text not null,
  version int not null,
  data json not null,
  primary key (instrument_id, version)
);

create table tree_chunk (
  wave_id uuid not null,
  chunk int not null,
  chunks int not null,
  primary key (wave_id, chunk)
);

create table tree_unit (
  wave_id uuid not null,
  unit_id text not null,
  parent_id text,
  name text not null,
  primary key (wave_id, unit_id)
);

create table hand_over (
  wave_id uuid primary key,
  sheets bigint not null,
  checksum text not null,
  chunks int not null
);

-- Sheets that came before their wave or instrument. They leave as soon as both are known.
create table early_sheet (
  key text not null,
  wave_id uuid not null,
  data json not null,
  primary key (wave_id, key)
);

-- Sums over the people of one stratum unit. A slot belongs to one connection, so that consumers side by side do not wait for each other;
-- what a unit has is the sum over its slots. json and not jsonb: it is written often and never searched.
create table tally (
  wave_id uuid not null,
  unit_id text not null,
  slot int not null,
  data json not null,
  primary key (wave_id, unit_id, slot)
) with (fillfactor = 70);

create table received (
  wave_id uuid not null,
  slot int not null,
  sheets bigint not null,
  checksum text not null,
  primary key (wave_id, slot)
) with (fillfactor = 50);

create table re_emission (
  wave_id uuid primary key,
  asked int not null
);

create table release (
  release_id uuid primary key,
  wave_id uuid not null,
  number int not null,
  scores int not null,
  sha256 text not null,
  manifest json not null,
  unique (wave_id, number)
);

-- Every score that was ever shown, with its n.
create table release_ledger (
  release_id uuid not null references release,
  unit_id text not null,
  factor_id text not null,
  value json not null,
  primary key (release_id, unit_id, factor_id)
);

create function refuse_change () returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  raise exception 'What was released stays as it is: % of % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger release_only_grows before update or delete or truncate on release for each statement execute function refuse_change();
create trigger release_ledger_only_grows before update or delete or truncate on release_ledger for each statement execute function refuse_change();

do $$
begin
  execute format('revoke update, delete, truncate on release, release_ledger from %I', current_setting('weft.app_role'));
end
$$;
