import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { CheckName, ValueKind } from "#contract/dictionary";
import type { MappedColumn } from "#contract/intake";
import type { Element } from "#dictionary";
import { type Call, hubActor } from "#kernel/call";
import type { Progress } from "#kernel/jobs/jobs";
import { openDuckdb } from "#kernel/lake/duckdb";
import { type Lake, name } from "#kernel/lake/lake";
import { silentLogger } from "#kernel/log";
import { createDirtyTables } from "../server/modules/intake/dirty-store.ts";
import { planLoad } from "../server/modules/intake/plan.ts";
import type { Prepared } from "../server/modules/intake/readers/reader.ts";
import { type LoadOutcome, runLoad } from "../server/modules/intake/run-load.ts";
import type { columns } from "./people.ts";

const kinds: Readonly<Record<keyof typeof columns, ValueKind>> = {
  id: "integer",
  id_card: "text",
  name: "text",
  sex: "text",
  birth: "date",
  division: "text",
  address: "text",
  phone: "text",
  marital: "integer",
  income: "decimal",
  created_at: "datetime",
  updated_at: "datetime",
};
const checks: Readonly<Record<string, CheckName>> = {
  id_card: "citizen-id",
  phone: "mobile-phone",
  division: "division-code",
};

const mapping = Object.entries(kinds).map(([field, kind], position): MappedColumn => ({
  position,
  source: field,
  action: "load",
  element: field in checks ? field : null,
  field,
  name: { zh: field, en: field },
  type: { kind, maxLength: null, precision: kind === "decimal" ? 12 : null, scale: kind === "decimal" ? 2 : null },
  isKey: false,
  isMandatory: false,
  confidence: null,
  reason: null,
  decidedBy: "person",
}));

const vocabulary = {
  elements: new Map(
    Object.entries(checks).map(([field, check]) => [field, { check, codeSet: null, unit: null } as Element]),
  ),
  codes: new Map(),
};

const call: Call = {
  actor: hubActor,
  now: new Date(),
  db: null as never,
  log: silentLogger(),
  signal: new AbortController().signal,
  language: "zh",
  requestId: "bench",
};

/** A fresh lake on disk with the hub's own settings. */
export async function freshLake(folder: string, memoryMb: number): Promise<Lake> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "work"), { recursive: true });
  const lake = await openDuckdb({ folder: path.join(folder, "lake"), memoryMb });
  await createDirtyTables(lake);
  return lake;
}

/** The whole run of a load as the hub's job makes it: read, type, clean, count, reconcile, publish. */
export function loadPeople(
  lake: Lake,
  folder: string,
  prepare: (into: string, open: AsyncDisposableStack) => Promise<Prepared>,
  tell: Progress = () => {},
): Promise<LoadOutcome> {
  return runLoad(
    call,
    lake,
    { loadId: "bench", loadNumber: 1, resourceId: "bench", table: name("standard", "r1"), hasRows: false },
    { prepare, plan: (prepared) => planLoad(mapping, prepared.columns, vocabulary) },
    path.join(folder, "work"),
    tell,
  );
}
