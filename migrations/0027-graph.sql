-- The sharing graph: who supplies what to whom, read off the ledger in the order of its entries, and lineage told by other
-- systems (OpenLineage). Nothing here is entered by hand; all but `lineage_event` can be read off the ledger again.

create schema graph;

-- `id` is `<kind>:<key>`, such as `resource:<uuid>` or `department:<code>`.
create table graph.node (
  id text primary key,
  kind text not null check (kind in ('source', 'resource', 'library', 'department', 'dataset')),
  name text not null,
  -- Whose it is; of a dataset told from outside: who told it.
  department text,
  first_at timestamptz not null,
  last_at timestamptz not null
);
create index node_department on graph.node (department);

-- `basis` tells edges between the same two nodes apart: the grant, the library's run rule, the job of another system.
create table graph.edge (
  id bigint generated always as identity primary key,
  from_node text not null references graph.node (id),
  to_node text not null references graph.node (id),
  kind text not null check (kind in ('loads', 'feeds', 'supplies', 'derives')),
  basis text not null,
  basis_name text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- Since when it no longer holds (a grant that ended, a source taken out); null while it does.
  ended_at timestamptz,
  unique (from_node, to_node, kind, basis)
);
create index edge_to on graph.edge (to_node);
create index edge_basis on graph.edge (basis);

-- Which field becomes which, where the mapping or the other system says so.
create table graph.edge_field (
  edge bigint not null references graph.edge (id) on delete cascade,
  from_field text not null,
  to_field text not null,
  primary key (edge, from_field, to_field)
);

-- Runs or calls, and rows that passed, on a day of China Standard Time.
create table graph.edge_day (
  edge bigint not null references graph.edge (id) on delete cascade,
  day date not null,
  uses bigint not null,
  row_count bigint not null,
  primary key (edge, day)
);

-- Up to which ledger entry the graph has been read off.
create table graph.tail (
  only_one boolean primary key default true check (only_one),
  entry bigint not null,
  at timestamptz
);
insert into graph.tail (entry) values (0);

create table graph.lineage_event (
  -- SHA-256 of the event as sent: told twice, it is one event.
  hash bytea primary key,
  kind text not null check (kind in ('run', 'dataset', 'job')),
  event_type text,
  run_id text,
  job text,
  at timestamptz not null,
  received_at timestamptz not null,
  department text not null,
  body jsonb not null
);
create index lineage_run on graph.lineage_event (run_id) where run_id is not null;
create index lineage_received on graph.lineage_event (received_at desc);
