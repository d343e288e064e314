-- What a file was taken to be written in, for the words that say so.
alter table commitment_import add column encoding text not null default 'utf-8' check (encoding in ('utf-8', 'windows-1252'));
