-- Units that some of their own people were moved out of, upwards, when the strata of the sheets were coarsened: what is left below is not the whole unit.
alter table wave add column merged text[] not null default '{}';
