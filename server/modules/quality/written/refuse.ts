import type { ResourceItem } from "#contract/catalog";
import { type RowCondition, type RuleDefinition, type RuleDraft } from "#contract/quality-rules";
import type { ResourceCore } from "#catalog";
import { type Call, mayTouch } from "#kernel/call";
import { type LakeType, literal, QueryRefused, readLake } from "#kernel/lake/lake";
import { Problem, problem } from "#kernel/problem";
import { dayOf } from "../day.ts";
import type { QualityDeps } from "../deps.ts";
import { problems } from "../problems.ts";
import { lakeTypeOfKind } from "../row-condition.ts";
import { isRowRule, numericKinds, type Rule } from "../rule.ts";
import { comparedAs, fieldsOf } from "./compile.ts";
import { tablesOf } from "./surroundings.ts";

/**
 * Refuses a draft that could not be run: one that names what is not there, limits that cannot be read, a pattern or a query
 * the engine does not take, or data of another department.
 *
 * @throws Problem quality.rule-column-unknown, rule-limit-unreadable, rule-pattern-wrong, rule-other-unknown,
 *   rule-code-set-unknown, rule-query-refused, rule-condition-not-here, rule-date-past
 */
export async function refuseUnrunnable(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  draft: RuleDraft,
): Promise<void> {
  const { definition, where } = draft;
  const items = new Map(resource.items.map((item) => [item.field, item]));
  const named = [
    ...fieldsOf(definition, resource.items),
    ...conditionsOf(draft).map(({ column }) => column),
    ...ownKeys(definition),
  ];
  for (const field of named) {
    if (!items.has(field)) throw problem(problems["rule-column-unknown"], { field, name: resource.name });
  }
  if (draft.effectiveOn < dayOf(call.now)) throw problem(problems["rule-date-past"], { day: draft.effectiveOn });
  if (where !== null && !isRowRule({ test: { kind: definition.kind } } as Rule))
    throw problem(problems["rule-condition-not-here"]);
  for (const condition of conditionsOf(draft)) await refuseValues(deps, condition, items);
  await refuseParts(call, deps, resource, definition, items);
}

const conditionsOf = ({ definition, where }: RuleDraft): RowCondition[] => [
  ...(where === null ? [] : [where]),
  ...(definition.kind === "conditional" ? [definition.when] : []),
];

const ownKeys = (definition: RuleDefinition): string[] =>
  definition.kind === "difference"
    ? [...definition.keys, ...definition.columns].map(({ own }) => own)
    : definition.kind === "comparison"
      ? definition.keys.map(({ own }) => own)
      : [];

type Items = ReadonlyMap<string, ResourceItem>;

async function refuseValues(deps: QualityDeps, { column, values }: RowCondition, items: Items): Promise<void> {
  const kind = items.get(column)?.type.kind ?? "text";
  if (kind === "text") return;
  for (const value of values) await refuseUnreadable(deps, value, lakeTypeOfKind(kind));
}

async function refuseUnreadable(deps: QualityDeps, value: string, type: LakeType): Promise<void> {
  if (value === "today") return;
  const sql = `select ${deps.lake.dialect.tryCast(literal(value), type)} is null as wrong`;
  const [row] = await readLake<{ wrong: boolean }>(deps.lake, sql);
  if (row?.wrong) throw problem(problems["rule-limit-unreadable"], { value, type: type.kind });
}

async function refuseParts(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  definition: RuleDefinition,
  items: Items,
): Promise<void> {
  switch (definition.kind) {
    case "pattern":
      return refusePattern(deps, definition.pattern);
    case "range": {
      const kind = items.get(definition.column)?.type.kind ?? "text";
      const as = lakeTypeOfKind(comparedAs(kind, definition.min ?? definition.max ?? ""));
      for (const limit of [definition.min, definition.max]) if (limit !== null) await refuseUnreadable(deps, limit, as);
      return;
    }
    case "statistic": {
      const kind = items.get(definition.column)?.type.kind ?? "text";
      const isFit = numericKinds.has(kind) || kind === "text";
      if (!isFit) throw problem(problems["rule-limit-unreadable"], { value: definition.column, type: "number" });
      return;
    }
    case "code-set": {
      const list = await deps.dictionary.codeList(call, definition.set, definition.version ?? undefined);
      if (!list)
        throw problem(problems["rule-code-set-unknown"], { set: definition.set, version: definition.version ?? "" });
      return;
    }
    case "foreign-key":
      return refuseOther(call, deps, resource, definition.other, [definition.otherColumn]);
    case "comparison":
      if (definition.other === null) return;
      if (definition.keys.length === 0) throw problem(problems["rule-keys-missing"]);
      return refuseOther(call, deps, resource, definition.other, [
        definition.than,
        ...definition.keys.map(({ theirs }) => theirs),
      ]);
    case "difference":
      return refuseOther(
        call,
        deps,
        resource,
        definition.other,
        [...definition.keys, ...definition.columns].map(({ theirs }) => theirs),
      );
    case "row-count":
      if (definition.other === null && definition.min === null && definition.max === null)
        throw problem(problems["rule-limit-unreadable"], { value: "", type: "integer" });
      return definition.other === null ? undefined : refuseOther(call, deps, resource, definition.other, []);
    case "reachable":
      await deps.hosts.refuseOutside(new URL(definition.url).hostname);
      return;
    case "sql":
      return refuseQuery(call, deps, resource, definition.sql);
    case "type":
    case "length":
    case "check":
    case "schema":
    case "mandatory":
    case "conditional":
    case "fill-rate":
    case "unique":
    case "duplicates":
    case "drift":
    case "lateness":
    case "arrivals":
      return;
  }
}

async function refusePattern(deps: QualityDeps, pattern: string): Promise<void> {
  try {
    await readLake(deps.lake, `select ${deps.lake.dialect.matches("'x'", pattern)} as fits`);
  } catch (cause) {
    throw problem(problems["rule-pattern-wrong"], { pattern, message: firstLine(cause) }, { cause });
  }
}

/** Only the bureau compares departments: a rule on another's data would tell its author which values stand there. */
async function refuseOther(
  call: Call,
  deps: QualityDeps,
  resource: ResourceCore,
  id: string,
  fields: readonly string[],
): Promise<void> {
  let other: ResourceCore;
  try {
    other = await deps.catalog.resource(call, id);
  } catch (cause) {
    if (cause instanceof Problem) throw problem(problems["rule-other-unknown"], { id }, { cause });
    throw cause;
  }
  const isOwn = other.department === resource.department;
  const isBureau = call.actor.roles.includes("data-officer") && mayTouch(call.actor, other.department);
  if (!isOwn && !isBureau) throw problem(problems["rule-other-unknown"], { id });
  const known = new Set(other.items.map(({ field }) => field));
  for (const field of fields) {
    if (!known.has(field)) throw problem(problems["rule-column-unknown"], { field, name: other.name });
  }
}

async function refuseQuery(call: Call, deps: QualityDeps, resource: ResourceCore, sql: string): Promise<void> {
  try {
    const query = await deps.lake.confine(sql, await tablesOf(call, deps, resource));
    // Names and types are looked at without a row being read.
    if (resource.loadId !== null) await readLake(deps.lake, `select q._row from (${query}) q limit 0`);
  } catch (cause) {
    if (cause instanceof QueryRefused) {
      throw problem(problems["rule-query-refused"], { reason: reasons[cause.reason], what: cause.what }, { cause });
    }
    throw problem(
      problems["rule-query-refused"],
      { reason: "跑不起来 · does not run", what: firstLine(cause) },
      { cause },
    );
  }
}

const reasons: Readonly<Record<QueryRefused["reason"], string>> = {
  syntax: "语法不对 · syntax",
  writes: "只能查询 · it does more than read",
  several: "只能有一条语句 · more than one statement",
  table: "只能查本部门的表：t 和 r编号 · a table outside the department",
  function: "不能用这个函数 · a function that is not allowed",
  construct: "不能用这种写法 · a construct that is not allowed",
};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? (error.message.split("\n")[0] ?? "") : "").slice(0, 300);
