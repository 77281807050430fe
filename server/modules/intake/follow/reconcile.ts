import { dayOf } from "#contract/clock-days";
import { newId } from "#kernel/id";
import { inTransaction } from "#kernel/db/db";
import { literal, type LakeSession } from "#kernel/lake/lake";
import { rejectedMarks } from "../dirty-store.ts";
import type { Census } from "../readers/census.ts";
import { sumColumn } from "../staging.ts";
import type { RunGround } from "./ground.ts";
import { insertReconciliation, openTickets } from "./run-store.ts";
import { mismatchLimit, updateFollow } from "./store.ts";

export interface LakeCensus {
  readonly lakeCount: number;
  readonly rejectedCount: number;
  /** Null where the sum of a row is not known (the source sent it in part). */
  readonly checksum: string | null;
}

/** Good rows and rejected ones: together they are the source's. */
export async function lakeCensus(session: LakeSession, table: string, loadId: string): Promise<LakeCensus> {
  const [row] = await session.read<{ n: number; r: number; unknown: number; sum: string | null }>(
    `select count(*) filter (where not m.rejected) as n, count(*) filter (where m.rejected) as r,
       count(*) filter (where m.sum is null) as unknown, sum(m.sum)::varchar as sum
     from (select t.${sumColumn} as sum, false as rejected from ${table} t
       union all select x.sum, true from ${rejectedMarks} x where x.load = ${literal(loadId)}) m`,
  );
  return {
    lakeCount: row?.n ?? 0,
    rejectedCount: row?.r ?? 0,
    checksum: (row?.unknown ?? 0) > 0 ? null : (row?.sum ?? "0"),
  };
}

export const isMatch = (source: Census, lake: LakeCensus): boolean =>
  source.rowCount === lake.lakeCount + lake.rejectedCount &&
  (lake.checksum === null || source.checksum === lake.checksum);

/**
 * Keeps the comparison of source and lake at one moment. A mismatch opens a ticket on the one clock, owed by the department
 * the data come from, unless one is open; the next match closes it.
 */
export async function keepReconciliation(
  { parts, call, run, follow, resource }: RunGround,
  source: Census,
  lake: LakeCensus,
  columns: readonly string[],
): Promise<boolean> {
  const isMatching = isMatch(source, lake);
  const at = parts.now();
  await inTransaction({ ...call, now: at }, async (inner) => {
    const [ticket] = await openTickets(inner.db, follow.id);
    const open = ticket ? await openCommitment(inner, ticket) : false;
    let commitmentId = open && ticket ? ticket : null;
    if (isMatching && commitmentId !== null) {
      await parts.clock.meet(inner, commitmentId, { evidence: `运行 ${run.number} 对账相符` });
      commitmentId = null;
    } else if (!isMatching && commitmentId === null) {
      const { workingDays, basis } = await mismatchLimit(inner.db, dayOf(at));
      const commitment = await parts.clock.start(inner, {
        kind: "reconciliation",
        subject: {
          module: "intake",
          id: follow.id,
          title: `查明“${resource.name}”入库与来源的差异`,
          href: `/intake/follows/${follow.id}`,
        },
        owedBy: follow.department,
        owedTo: null,
        owedToName: "数据使用部门",
        basis,
        workingDays,
      });
      commitmentId = commitment.id;
    }
    await insertReconciliation(inner.db, {
      id: newId(at),
      followId: follow.id,
      runId: run.id,
      at,
      sourceCount: source.rowCount,
      lakeCount: lake.lakeCount,
      rejectedCount: lake.rejectedCount,
      sourceChecksum: source.checksum,
      lakeChecksum: lake.checksum,
      isMatching,
      columns: [...columns],
      commitmentId,
    });
    await updateFollow(inner.db, follow.id, { reconciledAt: at });
    parts.ledger.record(inner, {
      action: "intake.reconcile-follow",
      object: { kind: "resource", id: resource.id, name: resource.name },
      owner: follow.department,
      rows: source.rowCount,
      outcome: isMatching ? "done" : "failed",
      facts: { run: run.number, sourceCount: source.rowCount, ...lake, sourceChecksum: source.checksum, isMatching },
    });
  });
  return isMatching;

  async function openCommitment(inner: typeof call, id: string): Promise<boolean> {
    const about = await parts.clock.commitmentsOfMany(inner, "intake", [follow.id]);
    return (about.get(follow.id) ?? []).some((commitment) => commitment.id === id && commitment.endedAt === null);
  }
}
