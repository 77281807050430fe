-- Base and theme libraries: what each is made of, its runs, what stewards said, doubtful pairs, conflicts under correction.
-- Records themselves stand in the lake, schema "library". No value of a data item stands here: records of sources go by
-- salted digests of their keys.

create schema libraries;

create table libraries.library (
  name text primary key,
  kind text not null check (kind in ('base', 'theme')),
  title jsonb not null,
  description jsonb not null,
  -- Fields of the model with the elements they take (contract: LibraryField).
  fields jsonb not null,
  -- Thresholds and limits (contract: LibraryRule).
  rule jsonb not null,
  refresh text not null check (refresh in ('manual', 'after-load', 'nightly')),
  -- Goes into every digest of a record's key, so that nobody can try keys out against them.
  salt text not null,
  position int not null,
  created_at timestamptz not null,
  version int not null
);

create table libraries.source (
  id uuid primary key,
  library text not null references libraries.library (name),
  resource_id uuid not null,
  department text not null,
  items jsonb not null,
  rank int not null check (rank > 0),
  added_at timestamptz not null,
  version int not null,
  unique (library, resource_id)
);
create index source_resource on libraries.source (resource_id);

create table libraries.run (
  id uuid primary key,
  library text not null references libraries.library (name),
  job_id uuid,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed')),
  started_by text not null,
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  figures jsonb,
  matching jsonb,
  entry bigint
);
create index run_library on libraries.run (library, queued_at desc, id desc);
-- Whoever asks while one waits joins it.
create unique index run_waiting on libraries.run (library) where state = 'queued';

-- What a person said of two records, and un-merges; a run obeys those not withdrawn. `a` is the smaller digest.
create table libraries.answer (
  id uuid primary key,
  library text not null references libraries.library (name),
  kind text not null check (kind in ('review', 'unmerge')),
  verdict text not null check (verdict in ('same', 'different')),
  a text not null,
  b text not null check (a < b),
  reason text not null,
  answered_by text not null,
  answered_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index answer_standing on libraries.answer (library, a, b) where withdrawn_at is null;
create index answer_newest on libraries.answer (library, answered_at desc, id desc);

-- Doubtful pairs of the latest run, the most doubtful first; answered ones stay until the next run.
create table libraries.pair (
  id uuid primary key,
  library text not null references libraries.library (name),
  run_id uuid not null references libraries.run (id),
  position int not null,
  a text not null,
  b text not null check (a < b),
  a_department text not null,
  b_department text not null,
  chance double precision not null,
  -- What each field says, in words, without values (contract: PairReason).
  reasons jsonb not null,
  is_answered boolean not null
);
create unique index pair_position on libraries.pair (library, position);

-- Conflicts a correction was opened for; the others stand in the lake only.
create table libraries.correction (
  library text not null references libraries.library (name),
  conflict text not null,
  correction_id uuid not null,
  field text not null,
  resource_id uuid not null,
  department text not null,
  opened_at timestamptz not null,
  -- The first run that found the values agree.
  closed_at timestamptz,
  closed_by_run uuid,
  primary key (library, conflict, correction_id)
);
create unique index correction_open on libraries.correction (library, conflict) where closed_at is null;

-- The latest check of what several departments collect (Order 809 art. 19).
create table libraries.holding (
  element text not null,
  resource_id uuid not null,
  department text not null,
  field text not null,
  overlap double precision,
  sampled int not null,
  measured_by text check (measured_by in ('value', 'subject')),
  agreement double precision,
  is_again boolean not null,
  checked_at timestamptz not null,
  primary key (element, resource_id, field)
);
