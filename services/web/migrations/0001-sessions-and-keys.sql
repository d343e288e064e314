-- Who is signed in. The cookie holds 256 random bits; here stands only their hash.
create table session (
  id_hash bytea primary key,
  sign_in text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
create index session_seen_at on session (seen_at);

-- A sign-in on its way to the identity provider and back: used once.
create table pre_login (
  id_hash bytea primary key,
  state text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  started_at timestamptz not null
);
create index pre_login_started_at on pre_login (started_at);

-- Keys for programs. A key is shown once and kept as a hash; it may do what its sign-in may.
create table access_key (
  key_id uuid primary key,
  key_hash bytea not null unique,
  sign_in text not null,
  name text not null,
  made_on date not null,
  used_on date
);
create index access_key_sign_in on access_key (sign_in);
