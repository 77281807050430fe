import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { BadRow } from "#contract/quality";
import type { Page } from "#contract/page";
import type { Language } from "#contract/text";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import { type BadRows, openBadRows } from "./bad-rows.ts";
import { readRowCursor } from "./cursor.ts";
import { dayOf } from "./day.ts";
import type { QualityDeps } from "./deps.ts";
import { resourceInScope } from "./who.ts";

export interface RowsAsk {
  readonly id: string;
  readonly rule?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Bad rows of the latest run, masked, and on the ledger before they leave the hub. */
export async function listBadRows(call: Call, deps: QualityDeps, ask: RowsAsk): Promise<Page<BadRow>> {
  const after = ask.cursor === undefined ? -1 : readRowCursor(ask.cursor);
  const resource = await resourceInScope(call, deps, ask.id);
  await using session = await deps.lake.session(call.signal);
  const rows = await openBadRows(call, deps, session, resource, ask.rule);
  const found = await rows.page(after, ask.limit + 1);
  await session.commit();
  const items = found.slice(0, ask.limit);
  const last = items.at(-1);
  await record(call, deps, resource, rows, "quality.bad-rows", items.length, ask.rule);
  return { items, total: rows.total, next: found.length > ask.limit && last ? String(last.row) : null };
}

const titles: Readonly<Record<Language, readonly string[]>> = {
  zh: ["记录号", "主键", "规则", "字段", "现在的值（脱敏）", "哪里不对", "规则来自"],
  en: ["Record", "Key", "Rule", "Column", "Value (masked)", "What is wrong", "Standard"],
};

/** Every bad row with every rule it fails, one line each, as a sheet for whoever mends them at the source. */
export async function exportBadRows(
  call: Call,
  deps: QualityDeps,
  ask: Pick<RowsAsk, "id" | "rule">,
): Promise<FileAnswer> {
  const resource = await resourceInScope(call, deps, ask.id);
  const session = await deps.lake.session(call.signal);
  try {
    const rows = await openBadRows(call, deps, session, resource, ask.rule);
    await record(call, deps, resource, rows, "quality.export-bad-rows", rows.total, ask.rule);
    const sheet = stringify({ bom: true, escape_formulas: true, record_delimiter: "windows" });
    let hasBegun = false;
    const close = () => void session[Symbol.asyncDispose]();
    const source = Readable.from(lines(rows, call.language, () => (hasBegun = true), close));
    // Where the reader goes away, both ends are closed; what never began has nobody else to close the session.
    pipeline(source, sheet, () => void (hasBegun || close()));
    const what = { zh: "问题行", en: "bad-rows" }[call.language];
    return {
      fileName: `${resource.name}-${what}-${dayOf(rows.run.ranAt)}.csv`,
      contentType: "text/csv; charset=utf-8",
      content: sheet,
    };
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** Ends the session, and with it the transaction, when the last line is read or the reader goes away. */
async function* lines(
  rows: BadRows,
  language: Language,
  begin: () => void,
  close: () => void,
): AsyncGenerator<string[]> {
  begin();
  try {
    yield [...titles[language]];
    for await (const batch of rows.failures()) {
      for (const { row, key, rule, value, reason } of batch) {
        yield [
          String(row),
          key ?? "",
          rule.text[language],
          rule.columnName?.[language] ?? "",
          value ?? "",
          reason[language],
          rule.standard,
        ];
      }
    }
  } finally {
    close();
  }
}

const record = (
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  rows: BadRows,
  action: "quality.bad-rows" | "quality.export-bad-rows",
  rowCount: number,
  rule: string | undefined,
): Promise<number> =>
  deps.ledger.recordNow(call, {
    action,
    object: { kind: "resource", id: resource.id, name: resource.name },
    owner: resource.department,
    items: rows.items,
    rows: rowCount,
    facts: { run: rows.run.id, rule: rule ?? null },
  });
