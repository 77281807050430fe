import { type Opening, type OpeningAct, openingActs } from "#contract/portal-manage";
import type { Page } from "#contract/page";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { asHub } from "./as-public.ts";
import { findFaceFacts } from "./face-store.ts";
import { whyNotNow, whyNotThisPerson } from "./lifecycle.ts";
import { countOpenings, type OpeningFilter, type OpeningRow, pageOfOpenings } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";
import { standingOf, visibleOpening } from "./step.ts";
import { latestVersion } from "./version-store.ts";

/** As the person asking sees it, with what can be done and why not. */
export async function openingView(parts: PortalParts, call: Call, row: OpeningRow): Promise<Opening> {
  const hub = asHub(call);
  const [departments, resource, face, newest] = await Promise.all([
    parts.registry.departments(hub),
    parts.catalog.resource(hub, row.resourceId),
    findFaceFacts(call.db, row.id),
    latestVersion(call.db, row.id),
  ]);
  const standing = standingOf(row);
  const whyNot: Record<string, Bilingual> = {};
  const may = Object.fromEntries(
    openingActs.map((act) => {
      const why = whyNotThisPerson(act, call.actor, standing) ?? whyNotNow(act, standing);
      if (why) whyNot[act] = why;
      return [act, why === null];
    }),
  ) as Record<OpeningAct, boolean>;
  return {
    id: row.id,
    number: row.number,
    code: row.code,
    resource: { id: resource.id, name: resource.name, code: resource.code },
    department: row.department,
    departmentName: departments.get(row.department)?.name ?? row.department,
    state: row.state,
    stateSince: row.stateSince.toISOString(),
    terms: row.terms,
    proposed: row.proposed,
    isProposalSubmitted: row.isProposalSubmitted,
    submittedBy: row.submittedName,
    openedBy: row.openedName,
    returned: row.returned,
    withdrawnReason: row.withdrawnReason,
    grantId: row.grantId,
    jobId: row.jobId,
    dataVersion: newest?.version ?? 0,
    rowCount: newest?.rowCount ?? 0,
    downloads: face?.downloads ?? 0,
    calls: face?.calls ?? 0,
    version: row.version,
    may,
    whyNot,
  };
}

export const getOpening = async (parts: PortalParts, call: Call, id: string): Promise<Opening> =>
  openingView(parts, call, await visibleOpening(call, id));

export async function listOpenings(
  parts: PortalParts,
  call: Call,
  { limit, cursor, ...rest }: Omit<OpeningFilter, "departments"> & { limit: number; cursor?: string | undefined },
): Promise<Page<Opening>> {
  const filter: OpeningFilter = { ...rest, departments: call.actor.departments };
  const below = Number(cursor);
  const [rows, total] = await Promise.all([
    pageOfOpenings(call.db, filter, limit + 1, Number.isSafeInteger(below) ? below : undefined),
    countOpenings(call.db, filter),
  ]);
  const page = rows.slice(0, limit);
  const items = await Promise.all(page.map((row) => openingView(parts, call, row)));
  return { items, total, next: rows.length > limit ? String(page.at(-1)?.number) : null };
}
