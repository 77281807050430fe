import type { RouteAnswer } from "#contract/route";
import type { catalogRoutes } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { type LakeSession, type LakeValue, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import type { MaskValue } from "#dictionary";
import { tableOf } from "./answers.ts";
import type { CatalogDeps } from "./deps.ts";
import { visibleResource } from "./find.ts";
import { lookupsOf } from "./lookups.ts";
import { type ColumnPlan, columnPlans } from "./masking.ts";
import { whyNot } from "./powers.ts";
import { problems } from "./problems.ts";
import { snapshotForOutside } from "./queries.ts";
import { subjectOf, workingFace } from "./view.ts";

export type SampleRows = RouteAnswer<typeof catalogRoutes.sampleRows>;

export interface SampleAsk {
  readonly id: string;
  readonly limit: number;
  readonly offset: number;
}

/** How far those outside the department may leaf: a sample shows what the data is like, it does not deliver it. */
const sampleReach = 1000;

/**
 * Rows of the standard table, in the order of the load, masked before they leave this function and on the ledger before
 * they leave the hub. Outside the department only items of the published version are read.
 */
export async function sampleRows(call: Call, deps: CatalogDeps, { id, limit, offset }: SampleAsk): Promise<SampleRows> {
  const resource = await visibleResource(call, id);
  const lookups = await lookupsOf(call, deps);
  const face = (await snapshotForOutside(call, resource)) ?? workingFace(resource, lookups);
  const why = whyNot("seeRows", call.actor, subjectOf(call, lookups, resource, face));
  if (why) throw problem(problems["rows-not-shown"], { whyZh: why.zh, whyEn: why.en });
  if (!mayTouch(call.actor, resource.department) && offset + limit > sampleReach) {
    throw problem(problems["sample-too-deep"], { reach: sampleReach });
  }
  await using session = await deps.lake.session(call.signal);
  const plans = await loadedPlans(
    session,
    resource,
    columnPlans(face.fields.items, resource.fields.items, lookups.elements),
  );
  const columns = plans.map(({ item, mask }) => ({ field: item.field, name: item.name, masked: mask !== null }));
  if (resource.loadId === null || plans.length === 0) return { columns, rows: [], rowCount: 0, entry: null };
  const rows = await readRows(session, tableOf(resource), plans, { limit, offset, maskValue: deps.maskValue });
  const entry = await deps.ledger.recordNow(call, {
    action: "catalog.sample-rows",
    object: { kind: "resource", id, name: face.fields.name },
    owner: resource.department,
    items: plans.map((plan) => plan.item.field),
    rows: rows.length,
    facts: { offset },
  });
  return { columns, rows, rowCount: resource.rowCount ?? 0, entry };
}

/** The declared items that are columns of the table as it is loaded now. */
async function loadedPlans(
  session: LakeSession,
  { number }: { readonly number: number },
  plans: readonly ColumnPlan[],
): Promise<ColumnPlan[]> {
  const found = await session.read<{ column_name: string }>(
    "select c.column_name from information_schema.columns c where c.table_schema = 'standard' and c.table_name = $1",
    [`r${number}`],
  );
  const loaded = new Set(found.map((row) => row.column_name));
  return plans.filter(({ item }) => loaded.has(item.field));
}

async function readRows(
  session: LakeSession,
  table: string,
  plans: readonly ColumnPlan[],
  { limit, offset, maskValue }: { limit: number; offset: number; maskValue: MaskValue },
): Promise<SampleRows["rows"]> {
  const columns = plans.map(({ item }) => `, t.${name(item.field)}`).join("");
  const found = await session.read<Record<string, LakeValue>>(
    `select t.${name("_row")}${columns} from ${table} t order by t.${name("_row")} limit $1 offset $2`,
    [limit, offset],
  );
  return found.map((row) => ({
    row: Number(row["_row"]),
    values: plans.map(({ item, mask }) => shown(row[item.field] ?? null, mask, maskValue)),
  }));
}

function shown(value: LakeValue, mask: ColumnPlan["mask"], maskValue: MaskValue): string | null {
  if (value === null) return null;
  return mask === null ? String(value) : maskValue(mask, String(value));
}
