-- Of a merged unit some people are counted further up; it shows no score.
alter table hand_over add column merged text[] not null default '{}';
