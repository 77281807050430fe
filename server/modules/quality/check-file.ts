import type { Dimension, RuleKind } from "#contract/quality";
import type { Bilingual } from "#contract/text";
import { type LakeSession, name } from "#kernel/lake/lake";
import { type CheckFacts, createPackProposer, judgeValue, type PackProposal } from "#dictionary";
import { discover, type FoundRule } from "./discover.ts";
import { dimensionOf } from "./rule.ts";
import { ruleScore, weightedMean } from "./score.ts";

/** A rule put to a column of a file. */
export interface FileRule {
  readonly id: string;
  readonly kind: RuleKind;
  readonly dimension: Dimension;
  readonly column: string;
  readonly element: string;
  readonly text: Bilingual;
  readonly standard: string;
  readonly assessed: number;
  readonly failed: number;
  readonly score: number | null;
  /** Numbers of the first records that fail. */
  readonly rows: readonly number[];
}

/** What a file is worth by the shipped dictionary alone: without a hub all rules weigh alike. */
export interface FileCheck {
  readonly rowCount: number;
  /** Rows that fail at least one rule. */
  readonly badRows: number;
  /** 0 to 100; null where no column was recognised or nothing was there to check. */
  readonly score: number | null;
  readonly columns: readonly { readonly column: string; readonly element: string | null; readonly filled: number }[];
  readonly rules: readonly FileRule[];
  /** What nearly all rows keep to though no standard asks for it; not scored. Column names; empty for large files. */
  readonly found: readonly { kind: FoundRule["kind"]; column: string; given: string | null; support: number }[];
}

/** A proposal below this is not taken. */
const leastConfidence = 0.6;
const sampled = 200;
const shownRows = 10;
/** Above this many rows the search for rules nobody wrote would take longer than the check. */
const mostForDiscovery = 20_000;
const bad = "weir_bad";

/**
 * Checks a table that belongs to no hub: what each column is comes from its name and values, what is right from the shipped
 * elements, their checks and code sets. Each distinct value is judged once, as a load would clean and judge it.
 *
 * @param relation quoted; its column `_row` is the number of the record
 */
export async function checkFileTable(
  session: LakeSession,
  { relation, columns }: { relation: string; columns: readonly string[] },
  facts: CheckFacts,
): Promise<FileCheck> {
  const propose = createPackProposer(facts);
  await session.write(`create or replace temp table ${bad} (_row bigint, rule varchar)`);
  const [{ n: rowCount } = { n: 0 }] = await session.read<{ n: number }>(`select count(*) as n from ${relation}`);
  const found: FileCheck["columns"][number][] = [];
  const rules: FileRule[] = [];
  for (const column of columns) {
    const proposal = await proposalFor(session, relation, column, propose);
    const counted = await countValues(session, relation, column, proposal, facts);
    found.push({ column, element: proposal?.element ?? null, filled: counted.filled });
    if (proposal) rules.push(...(await rulesOf(session, relation, column, proposal, counted)));
  }
  const [{ n: badRows } = { n: 0 }] = await session.read<{ n: number }>(
    `select count(distinct b._row) as n from ${bad} b`,
  );
  const scores = rules.flatMap(({ score }) => (score === null ? [] : [{ score, weight: 1 }]));
  return {
    rowCount,
    badRows,
    score: weightedMean(scores),
    columns: found,
    rules,
    found: rowCount > mostForDiscovery ? [] : await discovered(session, relation, columns),
  };
}

async function proposalFor(
  session: LakeSession,
  relation: string,
  column: string,
  propose: ReturnType<typeof createPackProposer>,
): Promise<PackProposal | undefined> {
  const values = await session.read<{ v: string }>(
    `select t.${name(column)} as v from ${relation} t where trim(t.${name(column)}) <> '' limit ${sampled}`,
  );
  const [best] = propose({ name: column, comment: "", samples: values.map(({ v }) => v) });
  return best && best.confidence >= leastConfidence ? best : undefined;
}

interface Counted {
  readonly filled: number;
  /** Rows whose value does not read as the element's type. */
  readonly unread: number;
  /** Distinct values by the rule they fail. */
  readonly wrong: ReadonlyMap<"type" | "check" | "code-set", readonly string[]>;
}

async function countValues(
  session: LakeSession,
  relation: string,
  column: string,
  proposal: PackProposal | undefined,
  facts: CheckFacts,
): Promise<Counted> {
  const wrong = new Map<"type" | "check" | "code-set", string[]>();
  let filled = 0;
  let unread = 0;
  const sql = `select t.${name(column)} as v, count(*) as n from ${relation} t where t.${name(column)} is not null group by 1`;
  for await (const batch of session.stream(sql)) {
    for (const { v, n } of batch) {
      const text = String(v);
      if (text.trim() === "") continue;
      if (!proposal) {
        filled += Number(n);
        continue;
      }
      const { cleaned, fault } = judgeValue(proposal.definition, proposal.codes, facts, text);
      // A word for "nothing here" is no value.
      if (cleaned === null && fault === null) continue;
      filled += Number(n);
      if (fault === null) continue;
      const kind = cleaned === null ? "type" : proposal.codes ? "code-set" : "check";
      if (kind === "type") unread += Number(n);
      wrong.set(kind, [...(wrong.get(kind) ?? []), text]);
    }
  }
  return { filled, unread, wrong };
}

async function rulesOf(
  session: LakeSession,
  relation: string,
  column: string,
  { definition, codes, element }: PackProposal,
  { filled, unread, wrong }: Counted,
): Promise<FileRule[]> {
  const kinds: (readonly ["type" | "check" | "code-set", Bilingual])[] = [
    ["type", { zh: `${column}读得成${definition.name.zh}的类型`, en: `${column} reads as ${definition.name.en}` }],
  ];
  if (codes)
    kinds.push([
      "code-set",
      { zh: `${column}是《${codes.name.zh}》里的代码`, en: `${column} is a code of ${codes.name.en}` },
    ]);
  else if (definition.check !== null)
    kinds.push([
      "check",
      { zh: `${column}通过${definition.name.zh}的校验`, en: `${column} passes the check of ${definition.name.en}` },
    ]);
  const rules: FileRule[] = [];
  for (const [kind, text] of kinds) {
    const id = `${kind}:${column}`;
    const rows = await markRows(session, relation, column, id, wrong.get(kind) ?? []);
    const count = { assessed: kind === "type" ? filled : filled - unread, failed: rows.total };
    rules.push({
      id,
      kind,
      dimension: dimensionOf[kind],
      column,
      element,
      text,
      standard: definition.standard,
      ...count,
      score: ruleScore(count),
      rows: rows.first,
    });
  }
  return rules;
}

/** Notes which records hold one of these values. */
async function markRows(
  session: LakeSession,
  relation: string,
  column: string,
  rule: string,
  values: readonly string[],
): Promise<{ total: number; first: number[] }> {
  if (values.length === 0) return { total: 0, first: [] };
  await session.write("create or replace temp table weir_wrong (v varchar)");
  await session.append(
    "weir_wrong",
    ["v"],
    values.map((value) => [value]),
  );
  await session.write(
    `insert into ${bad} select t._row, $1 from ${relation} t join weir_wrong w on w.v = t.${name(column)}`,
    [rule],
  );
  const rows = await session.read<{ n: number }>(
    `select b._row as n from ${bad} b where b.rule = $1 order by b._row limit ${shownRows}`,
    [rule],
  );
  const [{ n: total } = { n: 0 }] = await session.read<{ n: number }>(
    `select count(*) as n from ${bad} b where b.rule = $1`,
    [rule],
  );
  return { total, first: rows.map(({ n }) => n) };
}

async function discovered(
  session: LakeSession,
  relation: string,
  columns: readonly string[],
): Promise<FileCheck["found"]> {
  const values = columns.map((column, at) => `coalesce(t.${name(column)}, '') as c${at}`);
  const rows = await session.read(`select ${values.join(", ")} from ${relation} t order by t._row`);
  const cells = rows.map((row) => columns.map((_, at) => String(row[`c${at}`] ?? "")));
  return discover(cells).rules.map(({ kind, column, given, support }) => ({
    kind,
    column: columns[column] ?? "",
    given: given === null ? null : (columns[given] ?? null),
    support,
  }));
}
