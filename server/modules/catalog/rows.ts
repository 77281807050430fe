import type { RouteAnswer } from "#contract/route";
import type { catalogRoutes } from "#contract/catalog";
import { type Call, mayTouch } from "#kernel/call";
import { csvColumns, type LakeSession, type LakeValue, name } from "#kernel/lake/lake";
import { problem } from "#kernel/problem";
import type { MaskValue } from "#dictionary";
import { tableOf } from "./answers.ts";
import type { CatalogDeps } from "./deps.ts";
import { visibleResource } from "./find.ts";
import { lookupsOf } from "./lookups.ts";
import { type ColumnPlan, columnPlans, masked } from "./masking.ts";
import { whyNot } from "./powers.ts";
import { problems } from "./problems.ts";
import { snapshotForOutside } from "./queries.ts";
import type { StoredResource } from "./store.ts";
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
  const plans = columnPlans(face.fields.items, resource.fields.items, lookups.elements);
  if (resource.loadId === null) return { columns: columnsOf(plans), rows: [], rowCount: 0, entry: null };
  await using session = await deps.lake.session(call.signal);
  const loaded = await loadedPlans(session, resource, plans);
  const rows = await readRows(session, tableOf(resource), loaded, { limit, offset, maskValue: deps.maskValue });
  const entry = await deps.ledger.recordNow(call, {
    action: "catalog.sample-rows",
    object: { kind: "resource", id, name: face.fields.name },
    owner: resource.department,
    items: loaded.map((plan) => plan.item.field),
    rows: rows.length,
    facts: { offset },
  });
  return { columns: columnsOf(loaded), rows, rowCount: resource.rowCount ?? 0, entry };
}

const columnsOf = (plans: readonly ColumnPlan[]): SampleRows["columns"] =>
  plans.map(({ item, mask }) => ({
    field: item.field,
    name: item.name,
    masked: mask !== null && mask !== "numbers",
  }));

/** The declared items that are columns of the table as it is loaded now. */
async function loadedPlans(
  session: LakeSession,
  resource: StoredResource,
  plans: readonly ColumnPlan[],
): Promise<ColumnPlan[]> {
  try {
    const columns = new Set((await session.columnsOf(tableOf(resource))).map((column) => column.name));
    return plans.filter(({ item }) => columns.has(item.field));
  } catch (cause) {
    throw problem(problems["rows-unavailable"], { name: resource.fields.name }, { cause });
  }
}

async function readRows(
  session: LakeSession,
  table: string,
  plans: readonly ColumnPlan[],
  { limit, offset, maskValue }: { limit: number; offset: number; maskValue: MaskValue },
): Promise<SampleRows["rows"]> {
  const row = name(csvColumns.row);
  const columns = plans.map(({ item }) => `, t.${name(item.field)}`).join("");
  const found = await session.read<Record<string, LakeValue>>(
    `select t.${row}${columns} from ${table} t order by t.${row} limit $1 offset $2`,
    [limit, offset],
  );
  return found.map((values) => ({
    row: Number(values[csvColumns.row]),
    values: plans.map(({ item, mask }) => {
      const value = values[item.field] ?? null;
      return value === null ? null : masked(String(value), mask, maskValue);
    }),
  }));
}
