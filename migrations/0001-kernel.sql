-- What the kernel keeps for every module: answers to repeated calls, background jobs as people see them.

create table kernel.idempotency (
  actor_id text not null,
  key text not null,
  operation text not null,
  request_hash bytea not null,
  status int,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (actor_id, key)
);
create index idempotency_created on kernel.idempotency (created_at);

-- One row per background job, kept after the queue has forgotten it.
create table kernel.job (
  id uuid primary key,
  name text not null,
  title_zh text not null,
  title_en text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  input jsonb not null,
  phase_zh text not null default '',
  phase_en text not null default '',
  done bigint not null default 0,
  total bigint,
  facts jsonb not null default '{}',
  result jsonb,
  problem jsonb,
  department text,
  actor_id text not null,
  actor_name text not null,
  subject text,
  attempts int not null default 0,
  worker text,
  cancel_requested boolean not null default false,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index job_created on kernel.job (created_at desc, id desc);
create index job_state on kernel.job (state, created_at desc);
create index job_department on kernel.job (department, created_at desc);
create index job_subject on kernel.job (subject, created_at desc);
