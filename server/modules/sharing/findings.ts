import { type Finding, findingActs, type FindingState, type ViolationRule } from "#contract/sharing";
import type { Page } from "#contract/page";
import type { Bilingual } from "#contract/text";
import { type Call, hubActor, mayTouch } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import { cursorOf, positionOf } from "./cursor.ts";
import * as store from "./finding-store.ts";
import { type Names, nameOf, namesOf } from "./names.ts";
import { heads, stewards, tell } from "./notices.ts";
import type { SharingParts } from "./parts.ts";
import { problems } from "./problems.ts";
import { checks } from "./violation-checks.ts";
import type { Found } from "./violation-evidence.ts";
import { violationRules } from "./violation-rules.ts";

export async function installRules(call: Call): Promise<void> {
  for (const { id, threshold } of violationRules)
    await store.insertRule(call.db, { id, threshold, isOn: true, version: 1 });
}

export async function listRules(call: Call): Promise<{ items: ViolationRule[] }> {
  const rows = await store.ruleRows(call.db);
  const open = await store.openByRule(call.db, call.actor.departments);
  return {
    items: violationRules.flatMap((rule) => {
      const row = rows.get(rule.id);
      return row
        ? [{ ...rule, threshold: row.threshold, isOn: row.isOn, open: open.get(rule.id) ?? 0, version: row.version }]
        : [];
    }),
  };
}

export async function editRule(
  call: Call,
  parts: SharingParts,
  {
    id,
    version,
    edit,
  }: { id: string; version: number | null; edit: { threshold?: number | undefined; isOn?: boolean | undefined } },
): Promise<ViolationRule> {
  const before = await store.lockRule(call.db, id);
  if (!before) throw problem(problems["rule-not-found"], { key: id });
  refuseStale(version, before.version);
  const threshold = before.threshold === null ? null : (edit.threshold ?? before.threshold);
  await store.saveRule(call.db, { id, threshold, isOn: edit.isOn ?? before.isOn, version: before.version + 1 });
  parts.ledger.record(call, {
    action: "sharing.edit-violation-rule",
    object: { kind: "violation-rule", id, name: id },
    facts: { threshold, isOn: edit.isOn ?? before.isOn },
  });
  const found = (await listRules(call)).items.find((rule) => rule.id === id);
  if (!found) throw problem(problems["rule-not-found"], { key: id });
  return found;
}

/** Looks with every rule that is on; what was found before stays one finding, what is no longer seen is marked. */
export async function runRules(
  call: Call,
  parts: SharingParts,
): Promise<{ found: number; gone: number; open: number }> {
  return inTransaction(call, async (inner) => {
    await store.lockRun(inner.db);
    // Whoever starts it, the run sees the whole hub: what lies outside the starter's scope is not gone.
    const eyes: Call = { ...inner, actor: hubActor };
    const rows = await store.ruleRows(inner.db);
    const on = violationRules.filter((rule) => rows.get(rule.id)?.isOn);
    let found = 0;
    for (const rule of on) {
      const seen = (await checks[rule.id]?.(eyes, parts, rows.get(rule.id)?.threshold ?? 0)) ?? [];
      for (const one of seen) found += (await keep(inner, parts, rule.id, one)) ? 1 : 0;
    }
    const gone = await store.markGone(
      inner.db,
      on.map((rule) => rule.id),
      inner.now,
    );
    const open = await store.countFindings(inner.db, { departments: "all", states: ["open", "explained"] });
    parts.ledger.record(inner, { action: "sharing.run-violation-rules", facts: { found, gone, open } });
    return { found, gone, open };
  });
}

async function keep(call: Call, parts: SharingParts, rule: string, one: Found): Promise<boolean> {
  const isNew = await store.putFinding(call.db, {
    id: newId(call.now),
    rule,
    department: one.department,
    subjectKind: one.subject.kind,
    subjectId: one.subject.id,
    subjectName: one.subject.name,
    subjectHref: one.subject.href,
    summaryZh: one.summary.zh,
    summaryEn: one.summary.en,
    evidence: { entries: [], commitments: [], facts: {}, ...one.evidence },
    state: "open",
    explanation: null,
    decision: null,
    foundAt: call.now,
    lastSeenAt: call.now,
    isGone: false,
    version: 1,
  });
  if (!isNew) return false;
  const title = titleOf(rule);
  await tell(call, parts, [
    {
      department: one.department,
      roles: [...stewards, ...heads],
      kind: "finding",
      title: { zh: `违规线索：${title.zh}`, en: `Finding: ${title.en}` },
      text: {
        zh: `${one.subject.name}：${one.summary.zh}。请说明。`,
        en: `${one.subject.name}: ${one.summary.en}. Please explain.`,
      },
      href: "/sharing/findings",
      news: `finding:${rule}:${one.subject.id}`,
    },
  ]);
  return true;
}

const titleOf = (id: string): Bilingual => violationRules.find((rule) => rule.id === id)?.title ?? { zh: id, en: id };

export async function listFindings(
  call: Call,
  parts: SharingParts,
  query: Omit<store.FindingFilter, "departments" | "states"> & {
    limit: number;
    cursor?: string | undefined;
    state?: FindingState | undefined;
  },
): Promise<Page<Finding>> {
  const names = await namesOf(call, parts);
  const filter = {
    ...query,
    states: query.state === undefined ? undefined : [query.state],
    departments: call.actor.departments,
  };
  const [rows, total] = await Promise.all([
    store.pageOfFindings(call.db, filter, query.limit + 1, positionOf(query.cursor)),
    store.countFindings(call.db, filter),
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewOf(call, names, row)),
    total,
    next: rows.length > query.limit && last ? cursorOf(last.foundAt, last.id) : null,
  };
}

function viewOf(call: Call, names: Names, row: store.FindingRow): Finding {
  const rule = violationRules.find((one) => one.id === row.rule);
  const explain = whyNotExplain(call, row);
  const decide = whyNotDecide(call, row);
  return {
    id: row.id,
    rule: row.rule,
    article: rule?.article ?? row.rule,
    title: titleOf(row.rule),
    department: row.department,
    departmentName: nameOf(names, row.department),
    summary: { zh: row.summaryZh, en: row.summaryEn },
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName, href: row.subjectHref },
    evidence: {
      entries: [...row.evidence.entries],
      commitments: [...row.evidence.commitments],
      facts: { ...row.evidence.facts },
    },
    state: row.state,
    explanation: row.explanation,
    decision: row.decision,
    foundAt: row.foundAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    isGone: row.isGone,
    version: row.version,
    may: Object.fromEntries(
      findingActs.map((act) => [act, (act === "explain" ? explain : decide) === null]),
    ) as Finding["may"],
    whyNot: { ...(explain ? { explain } : {}), ...(decide ? { decide } : {}) },
  };
}

const isDecided = (row: store.FindingRow): boolean => row.state === "confirmed" || row.state === "dismissed";
const decided: Bilingual = { zh: "主管部门已认定", en: "the bureau has decided" };

function whyNotExplain({ actor }: Call, row: store.FindingRow): Bilingual | null {
  if (isDecided(row)) return decided;
  const isOwn = mayTouch(actor, row.department) && [...stewards, ...heads].some((role) => actor.roles.includes(role));
  return isOwn ? null : { zh: "由被查部门的数据管理员或负责人说明", en: "the department's steward or head explains" };
}

function whyNotDecide({ actor }: Call, row: store.FindingRow): Bilingual | null {
  if (isDecided(row)) return decided;
  return actor.roles.includes("data-officer") ? null : { zh: "由主管部门认定", en: "the bureau decides" };
}

/** The department explains, or the bureau decides. */
export async function noteFinding(
  call: Call,
  parts: SharingParts,
  { id, act, text, isConfirmed }: { id: string; act: "explain" | "decide"; text: string; isConfirmed?: boolean },
): Promise<Finding> {
  const row = await store.lockFinding(call.db, id);
  if (!row || !mayTouch(call.actor, row.department))
    throw problem(problems["file-not-found"], { key: id, kindZh: "违规线索", kindEn: "finding" });
  const why = act === "explain" ? whyNotExplain(call, row) : whyNotDecide(call, row);
  if (why)
    throw problem(isDecided(row) ? problems["wrong-state"] : problems["not-your-step"], {
      whyZh: why.zh,
      whyEn: why.en,
    });
  const note = { text, by: call.actor.name, at: call.now.toISOString() };
  const state = act === "explain" ? "explained" : isConfirmed ? "confirmed" : "dismissed";
  await store.noteFinding(call.db, id, act === "explain" ? { state, explanation: note } : { state, decision: note });
  parts.ledger.record(call, {
    action: `sharing.${act}-finding`,
    object: { kind: "finding", id, name: `${row.rule} ${row.subjectName}` },
    owner: row.department,
    facts: { state },
  });
  const changed = await store.lockFinding(call.db, id);
  return viewOf(call, await namesOf(call, parts), changed ?? row);
}
