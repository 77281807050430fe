-- What people said to rules that a table's own values spoke for (数据中看出的规则). A proposal itself is made anew from the data
-- whenever somebody asks; only the word about it is kept, under a name that says which columns it is of.

create table quality.proposal (
  resource_id uuid not null,
  -- `<kind>:<column>` or `dependency:<given>><column>`.
  key text not null check (length(key) <= 200),
  state text not null check (state in ('accepted', 'dismissed')),
  -- The rule written from it.
  rule_id uuid references quality.written_rule (id),
  reason text not null,
  by_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (resource_id, key),
  constraint accepted_has_rule check ((state = 'accepted') = (rule_id is not null))
);
