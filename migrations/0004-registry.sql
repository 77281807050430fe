-- Administrative divisions, departments with their systems, and who may be called there.

create schema registry;

-- Every division that is or was in force. Replaced as a whole by each adoption: a new table is filled beside it and takes
-- its name in one transaction. Codes have 2, 4, 6, 9 or 12 digits by level; under collation C they are found by prefix.
create table registry.division (
  code text collate "C" not null,
  name text not null,
  level smallint not null,
  parent text collate "C",
  is_current boolean not null,
  first_seen_on date,
  last_seen_on date,
  -- Codes in force that took its place, as far as names tell.
  successors text[] not null default '{}',
  -- Children in force.
  child_count int not null default 0,
  constraint division_pkey primary key (code)
);
create index division_parent on registry.division (parent, is_current, code);

-- One row per adoption; the newest says what registry.division holds.
create table registry.division_edition (
  id bigint generated always as identity primary key,
  loaded_at timestamptz not null,
  source text not null,
  -- [{level, current, retired}]
  levels jsonb not null
);

create table registry.department (
  -- Unified social credit code (GB 32100).
  code text primary key,
  name text not null,
  short_name text not null,
  name_en text not null default '',
  division text collate "C" not null,
  parent text references registry.department (code),
  duties jsonb not null default '[]',
  contacts jsonb not null default '[]',
  status text not null default 'active' check (status in ('active', 'closed')),
  is_invented boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1
);
create index department_division on registry.department (division, code);
create index department_parent on registry.department (parent, code);

create table registry.system (
  id uuid primary key,
  department text not null references registry.department (code),
  name text not null,
  zone text not null check (zone in ('internet', 'government-extranet', 'department-network', 'high-sensitivity')),
  description text not null default '',
  -- Critical information infrastructure (关键信息基础设施).
  is_critical boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  unique (department, name)
);

-- One row that counts changes of departments, so that every process knows when to read them again.
create table registry.department_version (
  one boolean primary key default true check (one),
  number bigint not null
);
insert into registry.department_version (number) values (0);
