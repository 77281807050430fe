import type { ResourceItem } from "#contract/catalog";
import type { CheckName } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import type { ResourceCore } from "#catalog";
import type { CodeList, Element, SqlCheck } from "#dictionary";
import type { Measures } from "./measures.ts";
import { dimensionOf, kindOf, type RowTest, type Rule, type TableTest } from "./rule.ts";
import { sentences, standardOfCheck } from "./sentences.ts";

/** All that rules are made from: nothing about a rule is typed in by anybody. */
export interface RuleFacts {
  readonly resource: Pick<ResourceCore, "items" | "updateCycle">;
  readonly elements: ReadonlyMap<string, Element>;
  /** Code sets in force on the day, by id. */
  readonly codeLists: ReadonlyMap<string, CodeList>;
  /** Where a value of this check holds a division code. */
  readonly divisionAt: (check: CheckName) => Pick<NonNullable<SqlCheck["divisionAt"]>, "start" | "length"> | null;
  /** False until the divisions are loaded: what cannot be looked up is not judged. */
  readonly hasDivisions: boolean;
  /** Credit codes of all departments of the directory. */
  readonly departments: readonly string[];
  /** False where the rows did not come by a load that counted them. */
  readonly hasLoad: boolean;
  readonly measures: Pick<Measures, "ruleWeights" | "cycleDays">;
}

/**
 * The rules of one resource: item by item in the order of the items, then its key, then the table as a whole. An item
 * without an element is held to what the resource declares of it.
 */
export function deriveRules(facts: RuleFacts): Rule[] {
  const { items } = facts.resource;
  return [...items.flatMap((item) => itemRules(facts, item)), ...keyRules(facts, items), ...tableRules(facts)];
}

function itemRules(facts: RuleFacts, item: ResourceItem): Rule[] {
  const element = item.element === null ? undefined : facts.elements.get(item.element);
  const make = makerOf(facts, item, element);
  const rules: Rule[] = [];
  // A row that cannot be told apart by its key cannot be mended either: keys are mandatory whether declared so or not.
  if (item.isMandatory || item.isKey) {
    rules.push(make({ kind: "mandatory" }, sentences.mandatory(item.name), "GB/T 36344"));
  }
  const max = element?.type.maxLength ?? item.type.maxLength;
  // What passes its check or stands in its code set is not too long either; one fault counts once.
  const isBounded = element !== undefined && (element.check !== null || element.codeSet !== null);
  if (item.type.kind === "text" && max !== null && !isBounded) {
    rules.push(
      make({ kind: "length", min: null, max }, sentences.length(item.name, max), element?.standard || declaration),
    );
  }
  if (!element) return rules;
  if (element.check !== null) rules.push(...checkRules(facts, item, element.check, make));
  const codes = element.codeSet === null ? undefined : facts.codeLists.get(element.codeSet);
  if (codes) rules.push(codeRule(codes, item, element, make));
  return rules;
}

/** Where a limit comes from that no standard sets: what the department declares of the item. */
const declaration = "资源目录";

type Make = (test: RowTest, text: Bilingual, standard: string, basis?: string) => Rule;

function makerOf({ measures }: RuleFacts, item: ResourceItem, element: Element | undefined): Make {
  return (test, text, standard, basis) => ({
    id: `${kindOf(test)}:${item.field}`,
    kind: kindOf(test),
    dimension: dimensionOf[kindOf(test)],
    fields: [item.field],
    columnName: item.name,
    text,
    element: element?.id ?? null,
    standard,
    basis: [...(element ? [`${element.id}@${element.version}`] : []), ...(basis === undefined ? [] : [basis])].join(
      " ",
    ),
    weight: measures.ruleWeights[kindOf(test)],
    test,
  });
}

function checkRules(facts: RuleFacts, item: ResourceItem, check: CheckName, make: Make): Rule[] {
  const rules = [make({ kind: "check", check }, sentences.check(item.name, check), standardOfCheck(check))];
  const place = facts.hasDivisions ? facts.divisionAt(check) : null;
  if (place) {
    const { start, length } = place;
    const text = sentences.division(item.name, start, length, check === "division-code");
    rules.push(make({ kind: "foreign-key", check, start, length }, text, "GB/T 2260"));
  }
  const organs = facts.departments.filter((code) => code.startsWith("11"));
  if (check === "credit-code" && organs.length > 0) {
    const divisions = [...new Set(organs.map((code) => code.slice(2, 8)))];
    rules.push(make({ kind: "authority", divisions, codes: organs }, sentences.authority(item.name), "GB 32100"));
  }
  return rules;
}

function codeRule(list: CodeList, item: ResourceItem, element: Element, make: Make): Rule {
  const { id, version, name } = list;
  const codes = list.codes.filter((code) => code.status === "active").map((code) => code.code);
  const text = sentences.codeSet(item.name, name, version);
  return make({ kind: "code-set", set: id, version, codes }, text, element.standard || name.zh, `${id}@${version}`);
}

/** The key items together name a row. */
function keyRules({ elements, measures }: RuleFacts, items: readonly ResourceItem[]): Rule[] {
  const keys = items.filter((item) => item.isKey);
  const [first] = keys;
  if (!first) return [];
  const fields = keys.map((key) => key.field);
  const element = keys.length === 1 && first.element !== null ? elements.get(first.element) : undefined;
  return [
    {
      id: `unique:${fields.join("+")}`,
      kind: "unique",
      dimension: dimensionOf.unique,
      fields,
      columnName: keys.length === 1 ? first.name : joined(keys.map((key) => key.name)),
      text: sentences.unique(keys.map((key) => key.name)),
      element: element?.id ?? null,
      standard: "GB/T 36344",
      basis: element ? `${element.id}@${element.version}` : "",
      weight: measures.ruleWeights.unique,
      test: { kind: "unique" },
    },
  ];
}

const joined = (names: readonly Bilingual[]): Bilingual => ({
  zh: names.map((name) => name.zh).join("、"),
  en: names.map((name) => name.en).join(", "),
});

function tableRules({ resource: { updateCycle }, hasLoad, measures }: RuleFacts): Rule[] {
  const make = (test: TableTest, text: Bilingual, standard: string, basis: string): Rule => ({
    id: test.kind,
    kind: test.kind,
    dimension: dimensionOf[test.kind],
    fields: [],
    columnName: null,
    text,
    element: null,
    standard,
    basis,
    weight: measures.ruleWeights[test.kind],
    test,
  });
  const days = measures.cycleDays.get(updateCycle);
  return [
    ...(days === undefined
      ? []
      : [make({ kind: "fresh", days }, sentences.fresh(updateCycle, days), "发改高技〔2017〕1272号", updateCycle)]),
    ...(hasLoad ? [make({ kind: "reconciled" }, sentences.reconciled, "GB/T 36344", "")] : []),
    make({ kind: "readable" }, sentences.readable, "GB/T 36344", ""),
  ];
}
