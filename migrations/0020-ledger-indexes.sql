-- Entries are added at the end: an index that ends with the ascending number grows at the right of each group instead of
-- splitting pages at its left, and reads backwards as well. Moments rise with the numbers, so a block range index of them
-- costs nothing.
drop index ledger.entry_object, ledger.entry_department, ledger.entry_owner, ledger.entry_action, ledger.entry_actor,
  ledger.entry_at;
create index entry_object on ledger.entry (object_kind, object_id, number);
create index entry_department on ledger.entry (department, number);
create index entry_owner on ledger.entry (owner, number);
create index entry_action on ledger.entry (action text_pattern_ops, number);
create index entry_actor on ledger.entry (actor_id, number);
create index entry_at on ledger.entry using brin (at) with (pages_per_range = 16, autosummarize = on);
