import type { CodeSet, DataElement } from "#contract/dictionary";
import type { Page } from "#contract/page";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { dayOf } from "./calendar.ts";
import { countCodeSets, pageOfCodeSets, versionsOf, type CodeSetSummary } from "./code-set-store.ts";
import type { Parts } from "./deps.ts";
import { countElements, type ElementFilter, pageOfElements } from "./element-store.ts";
import { mustFind } from "./create-element.ts";
import { checkFacts, judgeValue } from "./judge-value.ts";
import { maskValue } from "./mask-value.ts";
import { problems } from "./problems.ts";
import { codeListOn } from "./reading.ts";
import { codeSetView, elementView } from "./view.ts";

interface PageAsked {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Ids are the order and the cursor. */
export async function listElements(call: Call, query: ElementFilter & PageAsked): Promise<Page<DataElement>> {
  const [rows, total] = await Promise.all([
    pageOfElements(call.db, query, query.limit + 1, query.cursor),
    countElements(call.db, query),
  ]);
  const items = rows.slice(0, query.limit).map((row) => elementView(call.actor, row));
  return { items, total, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

export async function getElement(call: Call, id: string): Promise<DataElement> {
  return elementView(call.actor, await mustFind(call, id));
}

type ListedCodeSet = CodeSetSummary & { may: { edit: boolean } };

export async function listCodeSets(
  call: Call,
  query: { q?: string | undefined } & PageAsked,
): Promise<Page<ListedCodeSet>> {
  const [rows, total] = await Promise.all([
    pageOfCodeSets(call.db, query, query.limit + 1, query.cursor),
    countCodeSets(call.db, query),
  ]);
  const items = rows.slice(0, query.limit).map((row) => {
    const { may } = codeSetView(call.actor, { ...row, codes: [] });
    return { ...row, may };
  });
  return { items, total, next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** The newest version, or the one asked for. */
export async function getCodeSet(
  call: Call,
  id: string,
  version?: number,
): Promise<CodeSet & { versions: { version: number; effectiveOn: string }[] }> {
  const versions = await versionsOf(call.db, id);
  const newest = versions.at(-1);
  if (!newest) throw problem(problems["code-set-not-found"], { id });
  const wanted = version === undefined ? newest : versions.find((row) => row.version === version);
  if (!wanted) {
    throw problem(problems["code-set-version-not-found"], { id, version: String(version), latest: newest.version });
  }
  return {
    ...codeSetView(call.actor, wanted),
    versions: versions.map((row) => ({ version: row.version, effectiveOn: row.effectiveOn })),
  };
}

export interface TriedValue {
  value: string;
  cleaned: string | null;
  isValid: boolean;
  reason: Bilingual | null;
  masked: string;
}

/** Tries values against an element, as a load would. */
export async function checkValues(
  call: Call,
  parts: Parts,
  id: string,
  values: readonly string[],
): Promise<{ results: TriedValue[] }> {
  const element = await mustFind(call, id);
  const today = dayOf(call.now);
  const snapshot = await parts.reading.current(call);
  const codes = element.codeSet === null ? null : (codeListOn(snapshot, element.codeSet, today) ?? null);
  const facts = checkFacts(today, await parts.registry.divisionCodes(call));
  const results = values.map((value) => {
    const { cleaned, fault } = judgeValue(element, codes, facts, value);
    const shown = cleaned ?? value;
    return {
      value,
      cleaned,
      isValid: fault === null,
      reason: fault && { zh: fault.text.zh + fault.mend.zh, en: `${fault.text.en} ${fault.mend.en}` },
      masked: element.mask === null ? shown : maskValue(element.mask, shown),
    };
  });
  return { results };
}
