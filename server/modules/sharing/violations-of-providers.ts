import type { Commitment } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import { findFile } from "./file-store.ts";
import { hrefOf } from "./files.ts";
import {
  allFiles,
  any,
  brokenPromises,
  type Check,
  daysSince,
  entriesAbout,
  type Found,
  late,
  lateSummary,
  ofFile,
  ofResource,
} from "./violation-evidence.ts";

const loadsAndSteps = ["intake.", "catalog."] as const;

/** Loaded long ago, never published. */
const neverPublished: Check = async (call, parts, threshold) => {
  const found: Found[] = [];
  for (const one of await parts.catalog.resources(call, { hasData: true })) {
    const age = daysSince(call, one.loadedAt);
    if (one.code !== null || age <= threshold) continue;
    found.push({
      department: one.department,
      subject: ofResource(one),
      summary: { zh: `数据已归集 ${age} 天，目录仍未发布`, en: `Loaded ${age} days ago and not published` },
      evidence: {
        entries: await entriesAbout(call, parts, [one.id], loadsAndSteps),
        facts: { loadId: one.loadId, loadedAt: one.loadedAt },
      },
    });
  }
  return found;
};

export const catalogNotKept = any(late(["catalog-update"]), neverPublished);

export const conditionsOfOwn: Check = async (call, parts, threshold) => {
  const files = await allFiles(call, {
    kind: "request",
    atLeast: { name: "refusalsReturned", count: Math.max(1, threshold) },
  });
  const found: Found[] = [];
  for (const file of files) {
    const { refusalsReturned, answerReturned, clocks } = file.body;
    found.push({
      department: file.provider ?? "",
      subject: ofFile(file),
      summary: {
        zh: `拒绝依据被主管部门退回 ${refusalsReturned} 次${answerReturned?.isBureau ? `：${answerReturned.reason}` : ""}`,
        en: `The bureau returned the refusal ${refusalsReturned} times`,
      },
      evidence: {
        entries: await entriesAbout(call, parts, [file.id], ["sharing.sign-answer", "sharing.return-refusal"]),
        commitments: clocks.answer === null ? [] : [clocks.answer],
        facts: { refusalsReturned },
      },
    });
  }
  return found;
};

const cycleDays: Readonly<Record<string, number>> = {
  "real-time": 1,
  daily: 1,
  weekly: 7,
  monthly: 31,
  quarterly: 92,
  "half-yearly": 184,
  yearly: 366,
};

/** Holds elements whose source is another department, and its own data of them is older than its cycle and the grace. */
export const notKeptForSource: Check = async (call, parts, threshold) => {
  const elements = await parts.dictionary.elements(call);
  const found: Found[] = [];
  for (const one of await parts.catalog.resources(call, { hasData: true })) {
    const cycle = cycleDays[one.updateCycle];
    const age = daysSince(call, one.loadedAt);
    if (cycle === undefined || age <= cycle + threshold) continue;
    const held = one.items.flatMap((item) => {
      const source = item.element === null ? null : elements.get(item.element)?.source;
      return source && source.department !== one.department ? [{ item, source }] : [];
    });
    if (held.length === 0) continue;
    const loadedOn = one.loadedAt === null ? "" : dayOf(one.loadedAt);
    found.push({
      department: one.department,
      subject: ofResource(one, loadedOn),
      summary: {
        zh: `“${held[0]?.item.name.zh ?? ""}”等 ${held.length} 项另有数源，本部门更新周期 ${cycle} 天，已 ${age} 天没有更新`,
        en: `${held.length} items have another source; a cycle of ${cycle} days, and ${age} days old`,
      },
      evidence: {
        entries: [
          ...(await entriesAbout(
            call,
            parts,
            held.map(({ item }) => item.element),
            ["dictionary.decide-source"],
          )),
          ...(await entriesAbout(call, parts, [one.id], loadsAndSteps)),
        ],
        facts: {
          items: held.map(({ item }) => item.field),
          sources: [...new Set(held.map(({ source }) => source.department))],
          updateCycle: one.updateCycle,
          loadedAt: one.loadedAt,
        },
      },
    });
  }
  return found;
};

/** Nobody can be supplied before the requester has signed the use commitment. */
async function waitedForRequester(call: Call, { kind, subject, dueOn }: Commitment): Promise<boolean> {
  const file = kind === "supply" ? await findFile(call.db, "request", subject.id) : undefined;
  if (!file || dueOn === null) return false;
  const { commitment } = file.body;
  return commitment === null || dayOf(new Date(commitment.at)) > dueOn;
}

const answers = ["answer-unconditional", "answer-conditional"] as const;

export const notInTime = late([...answers, "supply"], waitedForRequester);

/** True where the first division contains the second. */
const isAbove = (above: string, below: string): boolean => above !== "" && above !== below && below.startsWith(above);

/** What a department below asked for was refused or is late; one finding for each request. */
export const notReturned: Check = async (call, parts) => {
  const departments = await parts.registry.departments(call);
  const divisionOf = (code: string | null) => departments.get(code ?? "")?.division ?? "";
  const found = new Map<string, Found>();
  for (const file of await allFiles(call, { kind: "request", states: ["refused", "reviewing"] })) {
    if (!isAbove(divisionOf(file.provider), divisionOf(file.department))) continue;
    found.set(file.id, {
      department: file.provider ?? "",
      subject: ofFile(file),
      summary: { zh: "下级部门申请的数据没有同意回流", en: "A lower department's request for data was refused" },
      evidence: {
        entries: await entriesAbout(call, parts, [file.id], ["sharing.sign-answer", "sharing.accept-refusal"]),
        commitments: file.body.clocks.answer === null ? [] : [file.body.clocks.answer],
        facts: { asker: divisionOf(file.department), provider: divisionOf(file.provider) },
      },
    });
  }
  for (const one of await brokenPromises(call, parts, [...answers, "supply"])) {
    const known = found.has(one.subject.id);
    if (known || !isAbove(divisionOf(one.owedBy), divisionOf(one.owedTo))) continue;
    if (await waitedForRequester(call, one)) continue;
    found.set(one.subject.id, {
      department: one.owedBy,
      subject: {
        kind: "request",
        id: one.subject.id,
        name: `${one.subject.number} ${one.subject.title}`.trim(),
        href: one.subject.href,
      },
      summary: lateSummary(one),
      evidence: {
        entries: await entriesAbout(call, parts, [one.subject.id, one.id], [""]),
        commitments: [one.id],
        facts: { asker: divisionOf(one.owedTo), provider: divisionOf(one.owedBy) },
      },
    });
  }
  return [...found.values()];
};

const grantsRead = 10_000;

/** Grants that the provider itself stopped at the gate while their file says that they run: nobody consulted, nothing filed. */
export const stoppedSilently: Check = async (call, parts) => {
  const grants = await parts.gate.grantsOf(call, { states: ["suspended", "ended"], limit: grantsRead });
  const ours = grants.filter((grant) => grant.terms.request?.module === "sharing");
  const files = await allFiles(call, {
    kind: "request",
    states: ["supplying", "in-use"],
    ids: ours.map((grant) => grant.terms.request?.id ?? ""),
  });
  const running = new Map(files.map((file) => [file.id, file]));
  const found: Found[] = [];
  for (const grant of ours) {
    const file = running.get(grant.terms.request?.id ?? "");
    if (!file) continue;
    const action = grant.state === "ended" ? "gate.end-grant" : "gate.suspend-grant";
    const [stop] = await parts.ledger.entries(call, { objectId: grant.id, action, limit: 1 });
    // The bureau may stop a grant by itself (art. 29).
    if (!stop || stop.department === null || stop.department !== file.provider) continue;
    found.push({
      department: stop.department,
      subject: {
        kind: "grant",
        id: `${grant.id}@${stop.number}`,
        name: `${grant.code} ${grant.resource.name}`,
        href: hrefOf(file),
      },
      summary: {
        zh: `授权 ${grant.code} 已${grant.state === "ended" ? "终止" : "暂停"}，没有协商和备案记录`,
        en: `Grant ${grant.code} is ${grant.state} without consultation or filing`,
      },
      evidence: { entries: [stop.number], facts: { state: grant.state, reason: grant.stateReason } },
    });
  }
  return found;
};

export const notJoined: Check = async (call, parts, threshold) => {
  const found: Found[] = [];
  for (const one of await parts.catalog.resources(call, { hasData: false })) {
    if (one.stage !== "published") continue;
    const { publishedAt } = await parts.catalog.view(call, one.id);
    const age = daysSince(call, publishedAt === null ? null : new Date(publishedAt));
    if (age <= threshold) continue;
    found.push({
      department: one.department,
      subject: ofResource(one),
      summary: { zh: `目录发布 ${age} 天，本节点仍取不到数据`, en: `Published ${age} days ago, still no data here` },
      evidence: {
        entries: await entriesAbout(call, parts, [one.id], ["catalog.publish-resource"]),
        facts: { publishedAt },
      },
    });
  }
  return found;
};
