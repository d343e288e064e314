-- Whoever signs in is asked about: is this somebody's boss?
create index boss_now on person_version (boss_id) where until_version is null and boss_id is not null;
