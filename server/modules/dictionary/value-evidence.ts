import type { CheckName, ValueType } from "#contract/dictionary";
import type { Bilingual } from "#contract/text";
import { checkValue } from "./check-value.ts";
import { cleanValue } from "./clean-value.ts";
import { indexOf } from "./code-index.ts";
import type { CheckFacts, CodeList, Element } from "./door.ts";
import { shapes } from "./value-shapes.ts";

/** What the values of a column say for an element. */
export interface ValueEvidence {
  /** Added to the log-odds of the name. */
  readonly weight: number;
  /** True where the values alone may carry a proposal: a check or a code set that hardly anything else satisfies. */
  readonly isDecisive: boolean;
  /** True where the values are telling enough to be shown without a name, as a guess. */
  readonly isTelling?: boolean;
  readonly reason: Bilingual | null;
}

/**
 * How much a check is worth, in log-odds, where nearly all values pass: by how rarely other values pass it. A check that is
 * a matter of the type (not in the future, not negative) is worth nothing.
 */
const strengths: Readonly<Record<CheckName, number>> = {
  "citizen-id": 8,
  "credit-code": 8,
  "licence-id": 8,
  email: 7,
  "vehicle-plate": 7,
  "organisation-code": 6.5,
  "mobile-phone": 6.5,
  "bank-card": 6,
  "service-item": 4,
  "division-code": 4,
  phone: 2,
  postcode: 1.5,
  longitude: 0,
  latitude: 0,
  "not-future": 0,
  "not-negative": 0,
};
const decisiveStrength = 6;
/** From this share on, values that can be none of the element outweigh its very name. */
const mostlyDenied = 0.5;

/** Samples that are looked at; more say nothing new. */
const mostSamples = 200;

/** The values of one column; each question is answered once and kept, because many elements ask the same. */
export class ColumnValues {
  readonly count: number;
  private readonly values: readonly (readonly [value: string, times: number])[];
  private readonly facts: CheckFacts;
  private readonly answers = new Map<string, number>();
  /** For each value the number of code sets that know it. */
  private known: readonly number[] | null = null;

  constructor(samples: readonly string[], facts: CheckFacts) {
    const present = samples.filter((sample) => sample.trim() !== "").slice(0, mostSamples);
    const times = new Map<string, number>();
    for (const value of present) times.set(value, (times.get(value) ?? 0) + 1);
    this.values = [...times];
    this.count = present.length;
    this.facts = facts;
  }

  get distinct(): number {
    return this.values.length;
  }

  private share(question: string, holds: (value: string) => boolean | null): number {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    let asked = 0;
    let held = 0;
    for (const [value, times] of this.values) {
      const answer = holds(value);
      if (answer === null) continue;
      asked += times;
      if (answer) held += times;
    }
    const share = asked === 0 ? 0 : held / asked;
    this.answers.set(question, share);
    return share;
  }

  /** Share of values that can be read as this type; words for “no value” do not count. */
  readableAs(type: ValueType, unit: string | null): number {
    return this.share(`type ${type.kind} ${type.maxLength} ${type.precision} ${type.scale} ${unit}`, (value) => {
      const cleaned = cleanValue(value, type, { check: null, codes: null, unit });
      return cleaned.ok ? (cleaned.value === null ? null : true) : false;
    });
  }

  passing(check: CheckName, type: ValueType): number {
    return this.share(`check ${check}`, (value) => {
      const cleaned = cleanValue(value, type, { check, codes: null, unit: null });
      if (!cleaned.ok) return false;
      return cleaned.value === null ? null : checkValue(check, cleaned.value, this.facts) === null;
    });
  }

  inCodes(list: CodeList): number {
    const index = indexOf(list);
    return this.share(`codes ${list.id}`, (value) => index.codeFor(value.trim()) !== undefined);
  }

  /** How few code sets know the values: 1 where each is known to one set only, near 0 for `1` and `2`. */
  specificity(lists: readonly CodeList[]): number {
    this.known ??= this.values.map(([value]) => {
      const text = value.trim();
      return lists.filter((list) => indexOf(list).codeFor(text) !== undefined).length;
    });
    const sum = this.known.reduce((total, sets) => total + (sets === 0 ? 0 : 1 / sets), 0);
    return this.distinct === 0 ? 0 : sum / this.distinct;
  }

  fitting(field: string): number {
    const shape = shapes[field];
    return shape ? this.share(`shape ${field}`, (value) => shape.fits(value.trim())) : 0;
  }

  denied(field: string): number {
    const denies = shapes[field]?.denies;
    return denies ? this.share(`no ${field}`, (value) => denies(value.trim())) : 0;
  }
}

const nothing: ValueEvidence = { weight: 0, isDecisive: false, reason: null };

export function evidenceOfValues(
  element: Element,
  values: ColumnValues,
  codes: CodeList | null,
  allCodes: readonly CodeList[],
): ValueEvidence {
  if (values.count === 0) return nothing;
  if (codes) return codeEvidence(values, codes, allCodes);
  const { check, type, field } = element;
  if (check !== null && strengths[check] > 0) return checkEvidence(check, type, values);
  const typed = typeEvidence(element, values);
  if (!shapes[field] || typed.weight < -1) return typed;
  return shapeEvidence(field, values, typed);
}

function checkEvidence(check: CheckName, type: ValueType, values: ColumnValues): ValueEvidence {
  const share = values.passing(check, type);
  const strength = strengths[check] * Math.min(1, values.count / 8);
  const figure = percent(share);
  const reason = {
    zh: `抽 ${values.count} 行，${figure} 通过校验`,
    en: `${figure} of ${values.count} sampled rows pass the check`,
  };
  return {
    weight: Math.max(-4, strength * factorOf(share)),
    isDecisive: share >= 0.9 && strength >= decisiveStrength,
    reason,
  };
}

/** Departments' data are dirty: a third wrong speaks neither for nor against, nearly all wrong speaks against. */
function factorOf(share: number): number {
  if (share >= 0.94) return 1;
  if (share >= 0.85) return 0.85;
  if (share >= 0.6) return 0.35;
  if (share >= 0.3) return 0;
  return share >= 0.1 ? -0.35 : -0.7;
}

function codeEvidence(values: ColumnValues, codes: CodeList, allCodes: readonly CodeList[]): ValueEvidence {
  const share = values.inCodes(codes);
  const reason = {
    zh: `抽 ${values.count} 行，${percent(share)} 在代码集“${codes.name.zh}”里`,
    en: `${percent(share)} of ${values.count} sampled rows are in the code set ${codes.name.en}`,
  };
  if (share < 0.6) return { weight: share < 0.2 ? -3.5 : -1, isDecisive: false, reason };
  const specificity = values.specificity(allCodes) * Math.min(1, values.distinct / 2);
  const weight = (share >= 0.9 ? 1 : 0.5) * (0.8 + 6.2 * specificity);
  return { weight, isDecisive: share >= 0.9 && specificity >= 0.6, reason };
}

function typeEvidence(element: Element, values: ColumnValues): ValueEvidence {
  const { type, unit } = element;
  const share = values.readableAs(type, unit);
  const kind = kindNames[type.kind];
  const reason = {
    zh: `抽 ${values.count} 行，${percent(share)} 能读成${kind.zh}`,
    en: `${percent(share)} of ${values.count} sampled rows read as ${kind.en}`,
  };
  if (share < 0.5) return { weight: -3.5, isDecisive: false, reason };
  if (share < 0.8) return { weight: -1, isDecisive: false, reason };
  if (type.kind === "text") return nothing;
  const isTime = type.kind === "date" || type.kind === "datetime" || type.kind === "time";
  return { weight: isTime ? 1.2 : 0.3, isDecisive: false, reason };
}

function shapeEvidence(field: string, values: ColumnValues, typed: ValueEvidence): ValueEvidence {
  const shape = shapes[field];
  if (!shape) return typed;
  const share = values.fitting(field);
  const isDenied = values.denied(field) >= mostlyDenied;
  if (!isDenied && share < 0.7 && share >= 0.25) return typed;
  const figure = percent(share);
  return {
    weight: typed.weight + (isDenied ? -4 : share < 0.7 ? -2 : shape.isSpecific ? 2.4 : 1.8),
    isDecisive: false,
    isTelling: shape.isTelling === true && share >= 0.85 && values.distinct >= 5,
    reason: {
      zh: `抽 ${values.count} 行，${figure} ${shape.zh}`,
      en: `${figure} of ${values.count} sampled rows ${shape.en}`,
    },
  };
}

const kindNames: Readonly<Record<ValueType["kind"], Bilingual>> = {
  text: { zh: "文本", en: "text" },
  integer: { zh: "整数", en: "whole numbers" },
  decimal: { zh: "小数", en: "decimals" },
  number: { zh: "数", en: "numbers" },
  date: { zh: "日期", en: "dates" },
  datetime: { zh: "日期时间", en: "dates with a time" },
  time: { zh: "时间", en: "times of day" },
  boolean: { zh: "是否", en: "yes or no" },
};

/** `99.9%`; never rounded up to 100 nor down to 0. */
function percent(share: number): string {
  const shown = share > 0.999 && share < 1 ? 99.9 : share < 0.001 && share > 0 ? 0.1 : Math.round(share * 1000) / 10;
  return `${shown}%`;
}
