-- Following a source: what is followed and how, each run, each comparison with the source, each change of its shape.
-- Where the lake stands in a source is in the lake, in the transaction of the rows; `position` here is a copy to show.

create table intake.follow (
  id uuid primary key,
  source_id uuid not null references intake.source (id),
  resource_id uuid not null,
  resource_name text not null,
  department text not null,
  table_path text not null,
  plan jsonb not null,
  -- Columns of the source table as they were when it was last read whole: name and declared type.
  shape jsonb not null default '[]',
  state text not null check (state in ('active', 'paused', 'stopped')),
  health text not null default 'waiting',
  -- The load that holds its rows and rejected rows since the table was last read whole.
  load_id uuid references intake.load (id),
  -- The next run reads the whole table again.
  rereads boolean not null default true,
  position text,
  findings jsonb not null default '[]',
  problem jsonb,
  lag_at timestamptz,
  lag_seconds double precision,
  lag_bytes double precision,
  row_count bigint,
  next_run_at timestamptz,
  last_done_at timestamptz,
  reconciled_at timestamptz,
  actor_id text not null,
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  version int not null default 1
);
create unique index follow_resource on intake.follow (resource_id) where ended_at is null;
create index follow_source on intake.follow (source_id) where ended_at is null;
create index follow_due on intake.follow (next_run_at) where ended_at is null and state = 'active';

create table intake.run (
  id uuid primary key,
  number bigint generated always as identity unique,
  follow_id uuid not null references intake.follow (id),
  source_id uuid not null references intake.source (id),
  department text not null,
  mode text not null,
  trigger text not null,
  rereads boolean not null,
  state text not null check (state in ('queued', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  waits_for jsonb,
  starts_after timestamptz,
  attempt int not null default 1,
  stages jsonb not null default '[]',
  counts jsonb not null,
  batches bigint not null default 0,
  position text,
  throughput jsonb not null default '[]',
  load_id uuid references intake.load (id),
  job_id uuid,
  drift_id uuid,
  actor_id text not null,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  entry bigint,
  problem jsonb
);
create index run_follow on intake.run (follow_id, number desc);
create index run_source on intake.run (source_id, number desc);
create index run_department on intake.run (department, number desc);
create index run_open on intake.run (created_at) where state in ('queued', 'waiting', 'running');
-- One run of a follow at a time; the second waits or is told.
create unique index run_single on intake.run (follow_id) where state in ('queued', 'waiting', 'running');

create table intake.reconciliation (
  id uuid primary key,
  number bigint generated always as identity unique,
  follow_id uuid not null references intake.follow (id),
  run_id uuid references intake.run (id),
  at timestamptz not null,
  source_count bigint not null,
  lake_count bigint not null,
  rejected_count bigint not null,
  source_checksum text,
  lake_checksum text,
  is_matching boolean not null,
  columns jsonb not null,
  commitment_id uuid
);
create index reconciliation_follow on intake.reconciliation (follow_id, number desc);
create index reconciliation_run on intake.reconciliation (run_id);

create table intake.drift (
  id uuid primary key,
  number bigint generated always as identity unique,
  follow_id uuid not null references intake.follow (id),
  found_at timestamptz not null,
  changes jsonb not null,
  outcome text not null check (outcome in ('stopped', 'went-on')),
  settled_at timestamptz,
  settled_by text
);
create index drift_follow on intake.drift (follow_id, number desc);
create unique index drift_open on intake.drift (follow_id) where settled_at is null;

create table intake.lag (
  follow_id uuid not null references intake.follow (id),
  at timestamptz not null,
  seconds double precision,
  bytes double precision,
  primary key (follow_id, at)
);

create table intake.source_limit (
  source_id uuid primary key references intake.source (id),
  runs int not null,
  bytes_per_second bigint,
  version int not null default 1
);

-- Within how many working days a difference between source and lake is explained; the newest row in force counts.
create table intake.mismatch_limit (
  effective_on date primary key,
  working_days int not null check (working_days between 1 and 60),
  basis text not null
);
insert into intake.mismatch_limit (effective_on, working_days, basis)
values (date '2025-08-01', 3, '归集对账规则：来源与入库不一致的，三个工作日内查明');

insert into clock.kind (code, name_zh, name_en, form, extended_by, position)
values ('reconciliation', '查明入库差异', 'Explain a difference between source and lake', 'agreed', null, 13);
