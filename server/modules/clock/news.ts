import type { CommitmentNews } from "./events.ts";
import type { CommitmentRow } from "./store.ts";

/** What every event about a commitment says. */
export const newsOf = (row: CommitmentRow, now: Date): CommitmentNews => ({
  commitmentId: row.id,
  kind: row.kind,
  subject: {
    module: row.subjectModule,
    id: row.subjectId,
    title: row.subjectTitle,
    number: row.subjectNumber,
    href: row.subjectHref,
  },
  owedBy: row.owedBy,
  owedTo: row.owedTo,
  assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? row.assigneeId },
  dueOn: row.dueOn,
  at: now.toISOString(),
});

/** What a ledger entry about a commitment names. */
export const ledgerObject = (row: CommitmentRow) => ({
  object: { kind: "commitment", id: row.id, name: row.subjectTitle },
  owner: row.owedBy,
});
