-- Tables whose rows a department's own program sends in. Which batches are in is in the lake, in the transaction of their rows.

create table intake.pushed_table (
  source_id uuid not null references intake.source (id),
  name text not null,
  resource_id uuid not null unique,
  -- Columns that tell rows apart, by the sender's names.
  key text[] not null,
  -- The load that holds its rows and rejected rows; null until the standard table is there.
  load_id uuid references intake.load (id),
  created_at timestamptz not null,
  -- When whoever derives things from the whole table was last told of new rows.
  told_at timestamptz,
  primary key (source_id, name)
);
