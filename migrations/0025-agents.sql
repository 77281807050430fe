-- Zones of the network that the hub does not reach into: an agent inside dials out and reads their sources. Rows of an
-- isolated zone (数据专区) are kept from everybody outside until a named officer has released them.

create table intake.zone (
  id uuid primary key,
  name text not null unique,
  purpose text not null,
  department text not null,
  is_isolated boolean not null,
  created_at timestamptz not null,
  version int not null default 1
);

alter table intake.source add column zone_id uuid references intake.zone (id);
create index source_zone on intake.source (zone_id) where zone_id is not null;

-- The hub's own small certificate authority; its key is sealed with the key outside the database.
create table intake.authority (
  singleton boolean primary key default true check (singleton),
  certificate text not null,
  key_sealed bytea not null,
  created_at timestamptz not null
);

create table intake.agent (
  id uuid primary key,
  zone_id uuid not null references intake.zone (id),
  name text not null,
  -- SHA-256 of the certificate it may come with.
  fingerprint text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  last_seen_at timestamptz,
  address text,
  program text,
  revoked_at timestamptz,
  revoked_by text,
  revoked_because text
);
create index agent_zone on intake.agent (zone_id, created_at);

-- A word that lets one agent have its certificate signed, once.
create table intake.enrolment (
  id uuid primary key,
  zone_id uuid not null references intake.zone (id),
  agent_name text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- `table`: what the table holds now and what following brings later. `load`: the rows of this one load.
create table intake.release (
  id uuid primary key,
  number bigint generated always as identity unique,
  zone_id uuid not null references intake.zone (id),
  resource_id uuid not null,
  resource_name text not null,
  department text not null,
  scope text not null check (scope in ('load', 'table')),
  load_id uuid not null references intake.load (id),
  row_count bigint not null,
  checksum text not null,
  statement text not null,
  signature text not null,
  officer_id text not null,
  officer_name text not null,
  reason text not null,
  at timestamptz not null,
  entry bigint not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_because text
);
create index release_resource on intake.release (resource_id, number desc);
create unique index release_standing on intake.release (resource_id, load_id) where withdrawn_at is null;
