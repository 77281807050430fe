-- The one ledger: append-only entries in a Merkle tree (RFC 6962), signed checkpoints (C2SP signed note).

create schema ledger;

-- One row: where the tree ends. Locked by every append, last in its transaction.
create table ledger.head (
  one boolean primary key default true check (one),
  size bigint not null,
  -- Roots of the perfect subtrees that cover the tree, largest first, 32 bytes each.
  frontier bytea not null
);
insert into ledger.head (size, frontier) values (0, '');

create table ledger.entry (
  number bigint primary key,
  at timestamptz not null,
  actor_id text not null,
  -- On whose behalf, and whose data it was.
  department text,
  owner text,
  action text not null,
  object_kind text,
  object_id text,
  outcome text not null,
  row_count bigint,
  -- The exact text that was hashed; the columns beside it only help to find it.
  body text not null,
  leaf_hash bytea not null
);
create index entry_object on ledger.entry (object_kind, object_id, number desc);
create index entry_department on ledger.entry (department, number desc);
create index entry_owner on ledger.entry (owner, number desc);
create index entry_action on ledger.entry (action text_pattern_ops, number desc);
create index entry_actor on ledger.entry (actor_id, number desc);
create index entry_at on ledger.entry (at);

-- Roots of perfect subtrees of 256, 65536 … leaves: inner nodes are computed from these and the leaves.
create table ledger.subtree (
  level int not null,
  position bigint not null,
  hash bytea not null,
  primary key (level, position)
);

create table ledger.checkpoint (
  size bigint primary key,
  note text not null,
  at timestamptz not null
);

-- The public keys that have signed, in the form `name+hash+base64`.
create table ledger.verifier (
  verifier text primary key,
  first_size bigint not null,
  at timestamptz not null
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is append-only: % on ledger.% is refused', tg_op, tg_table_name;
end $$;
create trigger entry_append_only before update or delete on ledger.entry for each row execute function ledger.refuse_change();
create trigger entry_no_truncate before truncate on ledger.entry execute function ledger.refuse_change();
create trigger checkpoint_append_only before update or delete on ledger.checkpoint for each row execute function ledger.refuse_change();
create trigger checkpoint_no_truncate before truncate on ledger.checkpoint execute function ledger.refuse_change();
