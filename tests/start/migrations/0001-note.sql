create table note (id int generated always as identity primary key, words text not null);
