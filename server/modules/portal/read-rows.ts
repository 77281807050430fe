import type { OpenRows } from "#contract/portal";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { agreementUnder } from "./agreement-key.ts";
import type { RowsAsk, RowsFrom } from "./door.ts";
import { findOpening } from "./opening-store.ts";
import type { PortalParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { getDataset } from "./queries.ts";
import type { Rates } from "./rates.ts";

/** Header in which the key of an agreement is shown. */
export const keyHeader = "weir-key";

export interface Under {
  readonly grantId: string;
  readonly resourceId: string;
  readonly client: string | null;
  readonly dataset: string;
}

/** Under which grant somebody may have the rows of a dataset. @throws Problem portal.dataset-not-found, portal.agreement-needed */
export async function underOf(call: Call, code: string, from: Pick<RowsFrom, "header">): Promise<Under> {
  const dataset = await getDataset(call, code);
  const row = await findOpening(call.db, dataset.id);
  if (!row || row.grantId === null) throw problem(problems["dataset-not-found"], { code });
  const under = { grantId: row.grantId, resourceId: row.resourceId, client: null, dataset: row.id };
  if (row.terms.access === "open") return under;
  const agreed = await agreementUnder(call, row.id, from.header(keyHeader) ?? null);
  if (!agreed) throw problem(problems["agreement-needed"], { code: dataset.code, title: dataset.title.zh });
  return { ...under, grantId: agreed.grantId, client: agreed.client };
}

export interface RowsQuestion extends RowsAsk {
  /** Filters as an address says them. */
  readonly query?: Readonly<Record<string, unknown>>;
}

export async function readRows(
  parts: PortalParts,
  rates: Rates,
  call: Call,
  asked: RowsQuestion,
  from: RowsFrom,
): Promise<OpenRows> {
  await rates.takeRows(call, from.remoteAddress);
  const under = await underOf(call, asked.code, from);
  const limit = Math.max(0, Math.min(32_000, asked.limit));
  const offset = asked.offset ?? 0;
  const found = await parts.gate.public.rows(
    call,
    {
      ...under,
      fields: asked.fields ?? [],
      filters: asked.filters ?? [],
      query: asked.query ?? {},
      text: asked.text ?? "",
      order: asked.sort ?? [],
      limit,
      offset,
    },
    from,
  );
  return { items: found.items, total: found.total, limit, offset, loadedAt: found.loadedAt?.toISOString() ?? null };
}
