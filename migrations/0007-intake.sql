-- Where data come from, loads being prepared, loads that ran. Rows themselves, good and bad, live in the lake.

create schema intake;

create table intake.file (
  id text primary key,
  name text not null,
  department text not null,
  size_bytes bigint not null,
  sha256 text not null,
  uploaded_by text not null,
  created_at timestamptz not null
);

create table intake.source (
  id uuid primary key,
  name text not null,
  kind text not null,
  department text not null,
  system_id uuid,
  -- Host, port, database, user, schema; null for files.
  connection jsonb,
  -- AES-256-GCM under a key outside the database; never read back to anybody.
  secret bytea,
  is_invented boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null
);
create unique index source_name on intake.source (department, lower(name));

create table intake.draft (
  id uuid primary key,
  department text not null,
  file_id text references intake.file (id),
  source_id uuid references intake.source (id),
  inspection jsonb not null,
  table_path text,
  text_options jsonb,
  columns jsonb not null default '[]',
  rows jsonb not null default '[]',
  mapping jsonb not null default '[]',
  resource_id uuid,
  resource_name text not null default '',
  actor_id text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1
);
create index draft_actor on intake.draft (actor_id, updated_at desc);

-- The saved way into a resource: which table of which source, read how, mapped how.
create table intake.mapping (
  resource_id uuid primary key,
  source_id uuid references intake.source (id),
  table_path text not null,
  text_options jsonb,
  columns jsonb not null,
  updated_at timestamptz not null
);

create table intake.load (
  id uuid primary key,
  number bigint generated always as identity unique,
  resource_id uuid not null,
  resource_name text not null,
  department text not null,
  source_id uuid references intake.source (id),
  file_id text references intake.file (id),
  table_path text not null,
  text_options jsonb,
  format text not null,
  encoding text,
  state text not null check (state in ('queued', 'running', 'published', 'failed', 'cancelled')),
  job_id uuid,
  columns jsonb not null,
  rows_read bigint,
  rows_loaded bigint,
  rows_rejected bigint,
  source_count bigint,
  dirty_open bigint not null default 0,
  cleaning jsonb not null default '[]',
  sha256 text,
  actor_id text not null,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  entry bigint,
  problem jsonb
);
create index load_resource on intake.load (resource_id, number desc);
create index load_department on intake.load (department, number desc);
create index load_source on intake.load (source_id, number desc);
create index load_state on intake.load (state, number desc);
-- One load of a resource at a time: the second is told so.
create unique index load_running on intake.load (resource_id) where state in ('queued', 'running');
