-- People, the roles they hold, and everything they or their programs sign in with. Secrets stand here only as SHA-256
-- (random tokens) or argon2id (passwords).

create schema identity;

create table identity.account (
  id uuid primary key,
  -- Normalised (NFKC, lower case): one person, one spelling.
  login text not null unique,
  name text not null,
  -- Null where nobody may sign in with a password: demo people.
  password_hash text,
  must_change_password boolean not null default false,
  is_disabled boolean not null default false,
  is_demo boolean not null default false,
  -- The administrator made at first start, who alone may hold all three administrators' roles.
  is_first boolean not null default false,
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  version int not null default 1
);
-- Two hubs that start on one empty database make one first administrator.
create unique index account_first on identity.account (is_first) where is_first;

create table identity.assignment (
  account_id uuid not null references identity.account (id) on delete cascade,
  position int not null,
  role text not null,
  department text,
  scope text not null check (scope in ('own', 'tree', 'several', 'all')),
  departments text[] not null default '{}',
  primary key (account_id, position)
);
create index assignment_role on identity.assignment (role, account_id);
create index assignment_department on identity.assignment (department, account_id);

create table identity.session (
  id uuid primary key,
  account_id uuid not null references identity.account (id) on delete cascade,
  token_hash bytea not null unique,
  -- The department acted for.
  department text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on identity.session (account_id);

-- Programs of departments, which get tokens by OAuth 2 client credentials.
create table identity.client (
  id text primary key,
  name text not null,
  department text not null,
  roles text[] not null,
  secret_hash bytea not null,
  is_disabled boolean not null default false,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index client_department on identity.client (department, id);

-- Personal tokens of people and access tokens of service clients.
create table identity.token (
  id uuid primary key,
  account_id uuid references identity.account (id) on delete cascade,
  client_id text references identity.client (id) on delete cascade,
  token_hash bytea not null unique,
  name text not null,
  -- The department acted for.
  department text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  check ((account_id is null) <> (client_id is null))
);
create index token_account on identity.token (account_id, created_at desc);
create index token_client on identity.token (client_id, expires_at);

-- Counters of rate-limiter-flexible; it fixes the names and types of the columns.
create table identity.rate_limit (
  key varchar(255) primary key,
  points int not null default 0,
  expire bigint
);
