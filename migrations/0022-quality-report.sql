-- Monthly reports on the quality of a department's data, as they were settled and signed. A signed one never changes: what must
-- be corrected is a further edition beside it.

create table quality.report (
  id uuid primary key,
  department text not null,
  -- `YYYY-MM`.
  month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  edition int not null check (edition > 0),
  state text not null check (state in ('draft', 'signed')),
  -- The whole report as it was read and signed (contract: QualityReport).
  body jsonb not null,
  -- Why there is a further edition.
  reason text not null,
  prepared_by text not null,
  prepared_at timestamptz not null,
  signed_by text,
  signed_at timestamptz,
  opinion text not null,
  -- Number of its signature on the ledger; null until the transaction that signs it ends.
  entry bigint,
  version int not null,
  unique (department, month, edition),
  check ((state = 'signed') = (signed_at is not null))
);
-- One draft at a time.
create unique index report_draft on quality.report (department, month) where state = 'draft';
create index report_newest on quality.report (month desc, department, edition desc);
