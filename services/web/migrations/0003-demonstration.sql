-- There is a row when everybody here is invented. Nothing takes it away: invented people may have been mixed with others since.
create table demonstration (
  only_one boolean primary key default true check (only_one),
  sign_ins json not null
);

do $$
begin
  execute format('revoke update, delete, truncate on demonstration from %I', current_setting('weft.app_role'));
end
$$;
