-- Quality: rules as they were derived, what each run came to, and the figures the arithmetic rests on. Which rows fail the
-- latest run stands in the lake: "quality"."f<number of the resource>_<run>".

create schema quality;

-- Weights, limits and the agreed level, each from a day on. A region may set its own by adding rows.
create table quality.measure (
  kind text not null check (kind in ('dimension-weight', 'rule-weight', 'cycle-days', 'agreed-level')),
  name text not null,
  value double precision not null check (value >= 0),
  effective_on date not null,
  basis text not null,
  primary key (kind, name, effective_on)
);
insert into quality.measure (kind, name, value, effective_on, basis)
select m.kind, m.name, m.value, date '2000-01-01', m.basis
from (
  values
    -- GB/T 36344-2018 names the dimensions and leaves their weights to the user; these are this product's, not a national table.
    ('dimension-weight', 'conformity', 20, '本产品默认值'),
    ('dimension-weight', 'completeness', 20, '本产品默认值'),
    ('dimension-weight', 'accuracy', 30, '本产品默认值'),
    ('dimension-weight', 'consistency', 10, '本产品默认值'),
    ('dimension-weight', 'timeliness', 15, '本产品默认值'),
    ('dimension-weight', 'accessibility', 5, '本产品默认值'),
    ('rule-weight', 'length', 1, '本产品默认值'),
    ('rule-weight', 'check', 1, '本产品默认值'),
    ('rule-weight', 'code-set', 1, '本产品默认值'),
    ('rule-weight', 'mandatory', 1, '本产品默认值'),
    ('rule-weight', 'unique', 1, '本产品默认值'),
    ('rule-weight', 'foreign-key', 1, '本产品默认值'),
    ('rule-weight', 'fresh', 1, '本产品默认值'),
    ('rule-weight', 'readable', 1, '本产品默认值'),
    -- Rows of the source that are not in the table: weighs as much as ten mandatory items, so that nobody gains by rows
    -- that do not load (docs/decisions/0006-quality-scores.md).
    ('rule-weight', 'reconciled', 10, '本产品默认值'),
    -- The cycles are those of the 目录编制指南; how many days late is late is not written there.
    ('cycle-days', 'real-time', 1, '目录编制指南的更新周期；天数为本产品默认值'),
    ('cycle-days', 'daily', 1, '目录编制指南的更新周期；天数为本产品默认值'),
    ('cycle-days', 'weekly', 7, '目录编制指南的更新周期；天数为本产品默认值'),
    ('cycle-days', 'monthly', 31, '目录编制指南的更新周期；天数为本产品默认值'),
    ('cycle-days', 'quarterly', 92, '目录编制指南的更新周期；天数为本产品默认值'),
    ('cycle-days', 'half-yearly', 184, '目录编制指南的更新周期；天数为本产品默认值'),
    ('cycle-days', 'yearly', 366, '目录编制指南的更新周期；天数为本产品默认值'),
    ('agreed-level', 'resource', 95, '本产品默认值')
) as m (kind, name, value, basis);

-- A rule of a resource in one wording and with one test; a new wording is a new row, so that old results keep theirs.
create table quality.rule (
  id bigint generated always as identity primary key,
  resource_id uuid not null,
  -- SHA-256 of the whole rule as derived, codes of its code set included.
  digest text not null,
  -- Stable: `<kind>:<field>`.
  rule text not null,
  kind text not null,
  dimension text not null,
  fields text[] not null,
  -- How rows or the table are put to it; a code set by name and version, without its codes.
  test jsonb not null,
  column_name jsonb,
  text jsonb not null,
  element text,
  standard text not null,
  -- What it was derived from, with versions.
  basis text not null,
  first_seen_at timestamptz not null,
  unique (resource_id, digest)
);

create table quality.run (
  id uuid primary key,
  resource_id uuid not null,
  resource_name text not null,
  department text not null,
  load_id uuid,
  row_count bigint not null,
  bad_rows bigint not null,
  score double precision not null,
  agreed double precision not null,
  -- Score, weight and counts of each dimension (contract: DimensionScore).
  dimensions jsonb not null,
  is_latest boolean not null,
  ran_at timestamptz not null,
  duration_ms int not null,
  -- Its number on the ledger; null only inside the transaction that writes it.
  entry bigint
);
create unique index run_latest on quality.run (resource_id) where is_latest;
create index run_resource on quality.run (resource_id, ran_at desc, id desc);
create index run_department on quality.run (department, ran_at desc, id desc);
create index run_newest on quality.run (ran_at desc, id desc);

create table quality.result (
  run_id uuid not null references quality.run (id),
  position int not null,
  rule_id bigint not null references quality.rule (id),
  -- Its bit in the table of failed rows; null for a rule that was not put to rows.
  bit int,
  assessed bigint not null,
  failed bigint not null check (failed between 0 and assessed),
  weight double precision not null,
  primary key (run_id, position)
);

-- One check of a resource at a time: whoever asks while one is open joins its job.
create table quality.checking (
  resource_id uuid primary key,
  -- The job that checks it, or did last.
  job_id uuid,
  -- False once the last result of the job is stored.
  is_open boolean not null,
  -- New rows came while the job was running: it starts over before it ends.
  again boolean not null
);

-- The score of a department at the end of each day on which one of its resources was checked.
create table quality.day (
  department text not null,
  day date not null,
  score double precision not null,
  primary key (department, day)
);
