import type { ResourceItem } from "#contract/catalog";
import type { RuleDefinition } from "#contract/quality-rules";
import type { ResourceCore } from "#catalog";
import { type Call, hubActor } from "#kernel/call";
import { QueryRefused } from "#kernel/lake/lake";
import type { QualityDeps } from "../deps.ts";
import type { OtherTable } from "../rule-tests.ts";
import { codeListKey, type Surroundings } from "./compile.ts";

/** Resources a definition names besides its own. */
export const othersOf = (definition: RuleDefinition): string[] =>
  "other" in definition && definition.other !== null ? [definition.other] : [];

/** Gathers what these definitions refer to, as the hub sees it: who wrote them was asked whether they may when writing. */
export async function surroundingsOf(
  call: Call,
  deps: QualityDeps,
  resource: Pick<ResourceCore, "department" | "table">,
  given: {
    readonly items: readonly ResourceItem[];
    readonly definitions: readonly RuleDefinition[];
    readonly sqlSeconds: number;
  },
): Promise<Surroundings> {
  const asHub: Call = { ...call, actor: hubActor };
  const codeLists = new Map<string, NonNullable<Awaited<ReturnType<typeof deps.dictionary.codeList>>>>();
  const others = new Map<string, OtherTable>();
  const queries = new Map<string, string>();
  const needsTables = given.definitions.some(({ kind }) => kind === "sql");
  const tables = needsTables ? await tablesOf(asHub, deps, resource) : new Map<string, string>();
  for (const definition of given.definitions) {
    if (definition.kind === "code-set") {
      const list = await deps.dictionary.codeList(call, definition.set, definition.version ?? undefined);
      if (list) codeLists.set(codeListKey(definition.set, definition.version), list);
    }
    for (const id of othersOf(definition)) {
      const other = await deps.catalog.find(asHub, id);
      if (other) others.set(id, { resourceId: other.id, name: other.name, table: other.table });
    }
    if (definition.kind === "sql") {
      const query = await confined(deps, definition.sql, tables);
      if (query !== null) queries.set(definition.sql, query);
    }
  }
  return { items: given.items, codeLists, others, queries, sqlSeconds: given.sqlSeconds };
}

/** `t` is the rule's own table, `r214` the one of that number, of the same department. */
export async function tablesOf(
  call: Call,
  deps: Pick<QualityDeps, "catalog">,
  { department, table }: Pick<ResourceCore, "department" | "table">,
): Promise<Map<string, string>> {
  const own = await deps.catalog.resources({ ...call, actor: hubActor }, { departments: [department], hasData: true });
  const ofDepartment = own.filter((one) => one.department === department);
  return new Map([["t", table], ...ofDepartment.map((one): [string, string] => [`r${one.number}`, one.table])]);
}

async function confined(
  deps: Pick<QualityDeps, "lake">,
  sql: string,
  tables: ReadonlyMap<string, string>,
): Promise<string | null> {
  try {
    return await deps.lake.confine(sql, tables);
  } catch (error) {
    if (error instanceof QueryRefused) return null;
    throw error;
  }
}
