-- Catalogs of other portals, harvested: CKAN, DCAT-AP, DCAT-US, listings. Kept apart from the hub's own resources.

create schema harvest;

create table harvest.file (
  id uuid primary key,
  name text not null,
  size_bytes bigint not null,
  sha256 text not null,
  uploaded_by text not null,
  created_at timestamptz not null
);

create table harvest.source (
  id uuid primary key,
  name text not null unique,
  kind text not null check (kind in ('ckan', 'dcat', 'dcatus', 'listing')),
  url text,
  file_id uuid references harvest.file (id),
  licence text not null,
  filter text not null,
  mapping jsonb,
  every_days integer check (every_days between 1 and 366),
  version integer not null default 1,
  -- What the next run starts from: newest change seen, entity tag of the document. Emptied by an edit.
  mark jsonb not null default '{}',
  next_at timestamptz,
  created_at timestamptz not null,
  check ((url is null) <> (file_id is null))
);
create index source_due on harvest.source (next_at) where next_at is not null;

create table harvest.run (
  id uuid primary key,
  source_id uuid not null references harvest.source (id) on delete cascade,
  number integer not null,
  mode text not null check (mode in ('incremental', 'full')),
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  job_id text,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- Where to go on after a kill; moves in one transaction with the records before it.
  position jsonb,
  announced integer,
  is_untouched boolean not null default false,
  seen integer not null default 0,
  created integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  gone integer not null default 0,
  problem jsonb,
  entry bigint,
  unique (source_id, number)
);
-- One at a time of each source.
create unique index run_open on harvest.run (source_id) where state in ('queued', 'running');

create table harvest.record (
  id uuid primary key,
  source_id uuid not null references harvest.source (id) on delete cascade,
  -- Short enough for an index, whatever the characters.
  origin_id text not null check (length(origin_id) <= 600),
  -- SHA-256 of `body`, so that the same again writes nothing.
  hash text not null,
  body jsonb not null,
  last_run uuid not null,
  first_seen_at timestamptz not null,
  changed_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Since when the source no longer has it.
  gone_at timestamptz,
  unique (source_id, origin_id)
);
create index record_standing on harvest.record (source_id, id) where gone_at is null;
create index record_all on harvest.record (id) where gone_at is null;

create table harvest.line (
  run_id uuid not null references harvest.run (id) on delete cascade,
  number integer not null,
  outcome text not null check (outcome in ('created', 'changed', 'unchanged', 'refused', 'gone')),
  origin_id text not null,
  title text not null,
  entry_id uuid,
  faults jsonb not null,
  primary key (run_id, number)
);
create index line_outcome on harvest.line (run_id, outcome, number);

-- External entries are found beside the hub's own, as a kind of their own.
alter table search.entry drop constraint entry_kind_check;
alter table search.entry add constraint entry_kind_check
  check (kind in ('resource', 'element', 'department', 'system', 'service', 'dataset', 'external'));
