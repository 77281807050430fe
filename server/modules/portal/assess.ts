import type { Resource, ResourceItem } from "#contract/catalog";
import type { AggregationWarning } from "#contract/gate";
import type { Assessment, OpeningFinding, OpeningTerms } from "#contract/portal-manage";
import { pointFields } from "#contract/portal-point";

/** What the assessment is told; it looks at nothing else. */
export interface AssessFacts {
  readonly resource: Pick<Resource, "name" | "stage" | "publishedVersion" | "openClass" | "items" | "secrecy" | "data">;
  readonly masked: ReadonlySet<string>;
  readonly aggregation: readonly AggregationWarning[];
  readonly licences: ReadonlyMap<string, { readonly isOpen: boolean }>;
  readonly themes: ReadonlySet<string>;
  readonly smallCellBelow: number;
  /** Of general data (GB/T 43697 grades 1–4). */
  readonly highestGrade: number;
}

const refuses = (code: string, zh: string, en: string, field: string | null = null): OpeningFinding => ({
  code,
  weight: "refuses",
  field,
  text: { zh, en },
});
const warns = (code: string, zh: string, en: string, field: string | null = null): OpeningFinding => ({
  ...refuses(code, zh, en, field),
  weight: "warns",
});

/** Names that are mostly a person's; of an office or a firm they may be opened, once the department has said so. */
const soundsPersonal = /姓名|身份证|证件号|手机|住址|家庭|负责人|法定代表|业户|车主|联系人/;

/** 人数, 户数, 例数 …: a count of people, by the name of the item. */
const countsPeople = /(?:人|户|例|病例|患者|学生|职工|人口)数|人次/;

/** Everything that stands in the way of opening, each as a sentence; what warns must be answered by the department. */
export function assess(terms: OpeningTerms, facts: AssessFacts): Assessment {
  const { resource, masked, aggregation, smallCellBelow, highestGrade } = facts;
  const items = resource.items.map((item) => {
    const why = whyNotItem(item, highestGrade);
    return {
      field: item.field,
      name: item.name,
      grade: item.grade,
      isPersonal: item.isPersonal,
      mayOpen: why === null,
      isMasked: masked.has(item.field),
      soundsPersonal: soundsPersonal.test(item.name.zh),
      isCount: isCount(item),
      why: why?.text ?? null,
    };
  });
  const findings = [
    ...resourceFindings(terms, facts),
    ...itemFindings(terms, facts),
    ...describedFindings(terms, facts),
    ...aggregationFindings(terms, aggregation),
  ];
  return {
    items,
    findings,
    aggregation: [...aggregation],
    smallCellBelow,
    highestGrade,
    mayOpen: findings.every(({ weight }) => weight !== "refuses"),
  };
}

const isCount = ({ type, name, isKey }: ResourceItem): boolean =>
  type.kind === "integer" && !isKey && countsPeople.test(name.zh);

function whyNotItem(item: ResourceItem, highestGrade: number): OpeningFinding | null {
  const name = item.name.zh;
  if (item.isPersonal)
    return refuses(
      "personal-item",
      `“${name}”是个人信息，不能向社会开放。请去掉这一项，或先汇总成不能识别个人的数据。`,
      `${item.field} is personal information and cannot be opened. Leave it out, or aggregate the data first.`,
      item.field,
    );
  const grade = Number(item.grade);
  if (!Number.isInteger(grade) || grade > highestGrade)
    return refuses(
      "grade-too-high",
      `“${name}”定为${Number.isInteger(grade) ? `${grade} 级` : "重要或核心数据"}，可以开放的最高为 ${highestGrade} 级。请去掉这一项。`,
      `${item.field} is graded ${item.grade}; at most ${highestGrade} may be opened. Leave it out.`,
      item.field,
    );
  return null;
}

/** What closes a dataset that is open: said of its resource or of what is given out, since it was opened. */
export function whatCloses(
  terms: OpeningTerms,
  { resource, highestGrade }: Pick<AssessFacts, "resource" | "highestGrade">,
): OpeningFinding[] {
  const given = resource.items.filter(({ field }) => terms.items.some((item) => item.field === field));
  return [
    ...resourceFindings(terms, { resource }).filter(({ code }) => code !== "no-data"),
    ...given.flatMap((item) => whyNotItem(item, highestGrade) ?? []),
  ];
}

function resourceFindings(terms: OpeningTerms, { resource }: Pick<AssessFacts, "resource">): OpeningFinding[] {
  const findings: OpeningFinding[] = [];
  if (resource.publishedVersion === 0 || resource.stage === "withdrawn")
    findings.push(
      refuses(
        "not-published",
        `“${resource.name}”还没有发布到目录，先发布目录再开放。`,
        "The resource is not published in the catalog yet; publish it first.",
      ),
    );
  if (resource.secrecy !== null && resource.secrecy.result !== "no-secret")
    findings.push(
      refuses("secret", "定密评估认定涉密或属于工作秘密，不能开放。", "The secrecy assessment found a secret."),
    );
  if (resource.data.rowCount === null)
    findings.push(refuses("no-data", "还没有归集数据，先归集再开放。", "No data has been loaded yet; load it first."));
  if (resource.openClass === "closed")
    findings.push(
      refuses(
        "closed",
        "目录里的开放属性是“不开放”。请先在目录里改为无条件或有条件开放，经审核发布后再来。",
        "The catalog says that it is not open. Change that in the catalog first.",
      ),
    );
  if (resource.openClass === "conditional" && terms.access === "open")
    findings.push(
      refuses(
        "conditional-only",
        "目录里的开放属性是“有条件开放”，这里也要选有条件开放。",
        "The catalog says open by agreement; choose that here too.",
      ),
    );
  return findings;
}

function itemFindings(terms: OpeningTerms, { resource, smallCellBelow, highestGrade }: AssessFacts): OpeningFinding[] {
  const byField = new Map(resource.items.map((item) => [item.field, item]));
  const chosen = terms.items.map(({ field }) => field);
  const findings: OpeningFinding[] = [];
  for (const field of new Set(chosen)) {
    const item = byField.get(field);
    if (!item) findings.push(refuses("item-unknown", `资源没有数据项 ${field}。`, `There is no item ${field}.`, field));
    else {
      const why = whyNotItem(item, highestGrade);
      if (why) findings.push(why);
      else if (soundsPersonal.test(item.name.zh) && terms.acknowledged.length < 10)
        findings.push(
          refuses(
            "sounds-personal",
            `“${item.name.zh}”像是个人信息。请去掉这一项；确实不是个人信息的，请写明理由。`,
            `${field} sounds like personal information. Leave it out, or say why it is none.`,
            field,
          ),
        );
      else if (isCount(item) && !terms.smallCells.some((cell) => cell.field === field))
        findings.push(
          refuses(
            "small-cells",
            `“${item.name.zh}”是人数一类的计数，小于 ${smallCellBelow} 的要略去，否则可能认出个人。请把它列入小计数。`,
            `${field} counts people; values below ${smallCellBelow} must be left out. List it among the small counts.`,
            field,
          ),
        );
    }
  }
  for (const field of doubled(chosen))
    findings.push(refuses("item-twice", `数据项 ${field} 选了两次。`, `${field} is chosen twice.`, field));
  const named = [
    ...terms.smallCells.flatMap((cell) => [cell.field, ...cell.hides]),
    ...pointFields(terms.point),
    ...(terms.countBy === null ? [] : [terms.countBy]),
  ];
  for (const field of new Set(named))
    if (!chosen.includes(field))
      findings.push(
        refuses("not-chosen", `用到的数据项 ${field} 没有选为开放。`, `${field} is used but not chosen.`, field),
      );
  for (const { field } of terms.smallCells)
    if (byField.get(field)?.type.kind !== "integer")
      findings.push(refuses("not-a-count", `${field} 不是整数，不能作小计数。`, `${field} is no whole number.`, field));
  return findings;
}

const doubled = (fields: readonly string[]): string[] => [
  ...new Set(fields.filter((field, at) => fields.indexOf(field) !== at)),
];

function describedFindings(terms: OpeningTerms, { licences, themes }: AssessFacts): OpeningFinding[] {
  const findings: OpeningFinding[] = [];
  const licence = licences.get(terms.licence);
  if (!licence) findings.push(refuses("licence-unknown", "没有这个许可。", "There is no such licence."));
  else if (terms.access === "open" && !licence.isOpen)
    findings.push(
      refuses(
        "licence-not-open",
        "无条件开放须用开放许可，不能用须签协议的许可。",
        "What is open to everybody needs an open licence.",
      ),
    );
  if (!themes.has(terms.theme)) findings.push(refuses("theme-unknown", "没有这个主题。", "There is no such theme."));
  if (terms.access === "conditional" && terms.conditions.length < 10)
    findings.push(
      refuses(
        "conditions-missing",
        "有条件开放要写明条件：给谁用、作什么用、怎样保管。",
        "Say what the agreement asks for: who, for what, kept how.",
      ),
    );
  if (terms.from !== null && terms.until !== null && terms.until < terms.from)
    findings.push(refuses("period-wrong", "数据时段的止日早于起日。", "The period ends before it begins."));
  return findings;
}

/** Order 809 art. 25: together with what is open already. Names beside sensitive facts refuse; the rest is to be answered. */
function aggregationFindings(terms: OpeningTerms, warnings: readonly AggregationWarning[]): OpeningFinding[] {
  return warnings.map((warning) =>
    warning.kind === "names-sensitive"
      ? refuses("aggregation", warning.text.zh, warning.text.en)
      : terms.acknowledged.length >= 10
        ? warns("aggregation-answered", warning.text.zh, warning.text.en)
        : refuses(
            "aggregation-unanswered",
            `${warning.text.zh}请写明为什么仍可开放。`,
            `${warning.text.en} Say why it may be opened nevertheless.`,
          ),
  );
}
