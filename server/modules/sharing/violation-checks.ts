import type { Commitment } from "#contract/clock";
import { addDays, dayOf } from "#contract/clock-days";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import type { ResourceCore } from "#catalog";
import type { FileFilter } from "./file-store.ts";
import { pageOfFiles } from "./file-store.ts";
import { type File, hrefOf, type Kind } from "./files.ts";
import type { Evidence } from "./finding-store.ts";
import type { SharingParts } from "./parts.ts";
import { recordedUntil } from "./use-record-store.ts";

/** Something a rule saw. */
export interface Found {
  readonly department: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string; readonly href: string | null };
  readonly summary: Bilingual;
  readonly evidence: Partial<Evidence>;
}

export type Check = (call: Call, parts: SharingParts, threshold: number) => Promise<Found[]>;

/** More than anybody reads at once; the rest is found when these are mended. */
const most = 500;

const cycleDays: Readonly<Record<string, number>> = {
  "real-time": 1,
  daily: 1,
  weekly: 7,
  monthly: 31,
  quarterly: 92,
  "half-yearly": 184,
  yearly: 366,
};

/** Promises of these kinds that are overdue or were kept late. */
const late =
  (...kinds: readonly string[]): Check =>
  async (call, parts) => {
    const found: Found[] = [];
    for (const kind of kinds) {
      for (const state of ["missed", "met-late"] as const) {
        const page = await parts.clock.pending(call, { kind, state, limit: most });
        for (const one of page.items) found.push(await foundLate(call, parts, one));
      }
    }
    return found;
  };

async function foundLate(call: Call, parts: SharingParts, one: Commitment): Promise<Found> {
  const entries = await parts.ledger.entries(call, { objectId: one.subject.id, limit: 20 });
  const isOpen = one.state === "missed";
  return {
    department: one.owedBy,
    subject: {
      kind: one.kind,
      id: one.id,
      name: `${one.subject.number} ${one.subject.title}`.trim(),
      href: one.subject.href,
    },
    summary: {
      zh: `${one.kindName.zh}应于 ${one.dueOn ?? ""} 前办结，${isOpen ? `已逾期 ${Math.abs(one.remainingDays ?? 0)} 个工作日` : "逾期办结"}（${one.basis}）`,
      en: `${one.kindName.en} was due on ${one.dueOn ?? ""} and ${isOpen ? "is still open" : "was met late"} (${one.basis})`,
    },
    evidence: { commitments: [one.id], entries: entries.map((entry) => entry.number) },
  };
}

const filesOf = <Of extends Kind>(
  call: Call,
  filter: Omit<FileFilter, "departments"> & { readonly kind: Of },
): Promise<File<Of>[]> => pageOfFiles(call.db, { ...filter, departments: "all" }, most);

const ofFile = (file: File<Kind>): Found["subject"] => ({
  kind: file.kind,
  id: file.id,
  name: `${file.number} ${file.title}`,
  href: hrefOf(file),
});
const ofResource = (resource: Pick<ResourceCore, "id" | "name">): Found["subject"] => ({
  kind: "resource",
  id: resource.id,
  name: resource.name,
  href: `/catalog/resources/${resource.id}`,
});

const daysSince = (call: Call, at: Date | null): number =>
  at === null ? 0 : Math.floor((call.now.getTime() - at.getTime()) / 86_400_000);

const catalogNotKept: Check = async (call, parts, threshold) => {
  const overdue = await late("catalog-update")(call, parts, threshold);
  const resources = await parts.catalog.resources(call, { hasData: true });
  const unpublished = resources.filter((one) => one.code === null && daysSince(call, one.loadedAt) > threshold);
  return [
    ...overdue,
    ...unpublished.map((one) => ({
      department: one.department,
      subject: ofResource(one),
      summary: {
        zh: `数据已归集 ${daysSince(call, one.loadedAt)} 天，目录仍未发布`,
        en: `Loaded ${daysSince(call, one.loadedAt)} days ago and not published`,
      },
      evidence: { facts: { loadId: one.loadId, loadedAt: one.loadedAt } },
    })),
  ];
};

const conditionsOfOwn: Check = async (call, _parts, threshold) => {
  const files = await filesOf(call, { kind: "request", atLeast: { name: "refusalsReturned", count: threshold } });
  return files.map((file) => ({
    department: file.provider ?? "",
    subject: ofFile(file),
    summary: {
      zh: `拒绝依据被主管部门退回 ${file.body.refusalsReturned} 次：${file.body.answerReturned?.reason ?? ""}`,
      en: `The bureau returned the refusal ${file.body.refusalsReturned} times`,
    },
    evidence: { facts: { refusalsReturned: file.body.refusalsReturned } },
  }));
};

/** Authoritative resources older than their cycle and the grace. */
const sourcesOld: Check = async (call, parts, threshold) => {
  const elements = await parts.dictionary.elements(call);
  const sources = new Set([...elements.values()].flatMap((one) => one.source?.resourceId ?? []));
  const resources = await parts.catalog.resources(call, { hasData: true });
  return resources.flatMap((one) => {
    const cycle = cycleDays[one.updateCycle];
    const age = daysSince(call, one.loadedAt);
    if (!sources.has(one.id) || cycle === undefined || age <= cycle + threshold) return [];
    return [
      {
        department: one.department,
        subject: ofResource(one),
        summary: {
          zh: `作为数源，更新周期 ${cycle} 天，已 ${age} 天没有更新`,
          en: `Authoritative, with a cycle of ${cycle} days, and ${age} days old`,
        },
        evidence: { facts: { updateCycle: one.updateCycle, loadedAt: one.loadedAt, loadId: one.loadId } },
      },
    ];
  });
};

const notReturned: Check = async (call, parts) => {
  const departments = await parts.registry.departments(call);
  const refused = await filesOf(call, { kind: "request", states: ["refused", "reviewing"] });
  return refused.flatMap((file) => {
    const asker = departments.get(file.department)?.division ?? "";
    const provider = departments.get(file.provider ?? "")?.division ?? "";
    if (asker === provider || provider === "" || !asker.startsWith(provider)) return [];
    return [
      {
        department: file.provider ?? "",
        subject: ofFile(file),
        summary: { zh: "下级部门申请的数据没有回流", en: "A lower department's request for data was refused" },
        evidence: { facts: { asker, provider } },
      },
    ];
  });
};

/** Grants that stand still although their file says they run: nobody consulted, nothing was filed. */
const stoppedSilently: Check = async (call, parts) => {
  const grants = await parts.gate.grantsOf(call, { states: ["suspended", "ended"], limit: most });
  const ours = grants.filter((grant) => grant.terms.request?.module === "sharing");
  const files = await filesOf(call, {
    kind: "request",
    states: ["supplying", "in-use"],
    ids: ours.map((grant) => grant.terms.request?.id ?? ""),
  });
  const running = new Map(files.map((file) => [file.id, file]));
  return ours.flatMap((grant) => {
    const file = running.get(grant.terms.request?.id ?? "");
    if (!file) return [];
    return [
      {
        department: file.provider ?? "",
        subject: { kind: "grant", id: grant.id, name: `${grant.code} ${grant.resource.name}`, href: hrefOf(file) },
        summary: {
          zh: `授权 ${grant.code} 已${grant.state === "ended" ? "终止" : "暂停"}，没有协商和备案记录`,
          en: `Grant ${grant.code} is ${grant.state} without consultation or filing`,
        },
        evidence: { facts: { state: grant.state, reason: grant.stateReason } },
      },
    ];
  });
};

const notJoined: Check = async (call, parts, threshold) => {
  const resources = await parts.catalog.resources(call, { hasData: false });
  const found: Found[] = [];
  for (const one of resources.filter((resource) => resource.stage === "published").slice(0, most)) {
    const { publishedAt } = await parts.catalog.view(call, one.id);
    const age = daysSince(call, publishedAt === null ? null : new Date(publishedAt));
    if (age <= threshold) continue;
    found.push({
      department: one.department,
      subject: ofResource(one),
      summary: { zh: `目录发布 ${age} 天，本节点仍取不到数据`, en: `Published ${age} days ago, still no data here` },
      evidence: { facts: { publishedAt } },
    });
  }
  return found;
};

/** Own resources with items whose source is another department's published resource; keys are needed by everybody. */
const collectedAgain: Check = async (call, parts, threshold) => {
  const elements = await parts.dictionary.elements(call);
  const resources = await parts.catalog.resources(call, { hasData: true });
  const published = new Map(resources.filter((one) => one.code !== null).map((one) => [one.id, one]));
  return resources.flatMap((one) => {
    const doubled = one.items.filter((item) => {
      const source = item.element === null ? null : elements.get(item.element)?.source;
      return (
        !item.isKey &&
        source &&
        source.department !== one.department &&
        source.resourceId !== null &&
        published.has(source.resourceId)
      );
    });
    if (doubled.length < threshold) return [];
    return [
      {
        department: one.department,
        subject: ofResource(one),
        summary: {
          zh: `${doubled.length} 个数据项已有别的数源：${doubled
            .slice(0, 5)
            .map((item) => item.name.zh)
            .join("、")}`,
          en: `${doubled.length} items have another authoritative source`,
        },
        evidence: { facts: { items: doubled.map((item) => item.field) } },
      },
    ];
  });
};

const casesOf =
  (...misuses: readonly string[]): Check =>
  async (call) => {
    const found: Found[] = [];
    for (const misuse of misuses) {
      const cases = await filesOf(call, { kind: "case", member: { name: "misuse", value: misuse } });
      for (const one of cases) {
        found.push({
          department: one.department,
          subject: ofFile(one),
          summary: { zh: one.body.reason, en: `Case ${one.number}` },
          evidence: {
            entries: one.body.evidence,
            commitments: one.body.commitment === null ? [] : [one.body.commitment],
          },
        });
      }
    }
    return found;
  };

const windowDays = 30;

/** Calls the gate refused, by department, in the last thirty days. */
const refusedCalls: Check = async (call, parts, threshold) => {
  const from = new Date(call.now.getTime() - windowDays * 86_400_000).toISOString();
  const entries = await parts.ledger.entries(call, { action: "gate.", outcome: "refused", from, limit: 5000 });
  const byDepartment = Map.groupBy(
    entries.filter((entry) => entry.department !== null),
    (entry) => entry.department ?? "",
  );
  return [...byDepartment].flatMap(([department, refused]) => {
    if (refused.length < threshold) return [];
    return [
      {
        department,
        subject: {
          kind: "calls",
          id: `gate:${department}`,
          name: `近 ${windowDays} 天的调用`,
          href: `/ledger?action=gate.&department=${department}&outcome=refused`,
        },
        summary: {
          zh: `${windowDays} 天内 ${refused.length} 次调用超出授权，被拒绝`,
          en: `${refused.length} calls beyond the grant refused in ${windowDays} days`,
        },
        evidence: { entries: refused.slice(0, 50).map((entry) => entry.number), facts: { count: refused.length } },
      },
    ];
  });
};

const useUnrecorded: Check = async (call, _parts, threshold) => {
  const files = await filesOf(call, { kind: "request", states: ["in-use"] });
  const until = await recordedUntil(
    call.db,
    files.map((file) => file.id),
  );
  const limit = addDays(dayOf(call.now), -threshold);
  return files.flatMap((file) => {
    const since = until.get(file.id) ?? dayOf(file.stateSince);
    if (since >= limit) return [];
    return [
      {
        department: file.department,
        subject: ofFile(file),
        summary: { zh: `自 ${since} 起没有登记使用情况`, en: `No record of use since ${since}` },
        evidence: { facts: { since } },
      },
    ];
  });
};

const noSource: Check = async (call, parts, threshold) => {
  const elements = await parts.dictionary.elements(call);
  const resources = await parts.catalog.resources(call, { hasData: true });
  const holders = new Map<string, Set<string>>();
  for (const one of resources) {
    for (const item of one.items) {
      if (item.element === null) continue;
      const known = holders.get(item.element) ?? new Set<string>();
      holders.set(item.element, known.add(one.department));
    }
  }
  const bureau = [...(await parts.registry.departments(call)).values()].find((one) => /数据局|大数据/.test(one.name));
  return [...holders].flatMap(([id, departments]) => {
    const element = elements.get(id);
    if (!element || element.source || departments.size < threshold || !bureau) return [];
    return [
      {
        department: bureau.code,
        subject: { kind: "element", id, name: element.name.zh, href: `/dictionary/elements/${id}` },
        summary: {
          zh: `${departments.size} 个部门都在收集“${element.name.zh}”，没有明确数源`,
          en: `${departments.size} departments collect “${element.name.en}” and none is its source`,
        },
        evidence: { facts: { departments: [...departments].toSorted() } },
      },
    ];
  });
};

const both =
  (...checks: readonly Check[]): Check =>
  async (call, parts, threshold) => {
    const found: Found[] = [];
    for (const check of checks) found.push(...(await check(call, parts, threshold)));
    return found;
  };

/** How each rule looks. */
export const checks: Readonly<Record<string, Check>> = {
  "39-1": catalogNotKept,
  "39-2": conditionsOfOwn,
  "39-3": sourcesOld,
  "39-4": late("answer-unconditional", "answer-conditional", "supply"),
  "39-5": notReturned,
  "39-6": late("correction"),
  "39-7": stoppedSilently,
  "39-8": notJoined,
  "40-1": collectedAgain,
  "40-2": both(refusedCalls, casesOf("beyond-scope", "other-purpose")),
  "40-3": casesOf("third-party"),
  "40-4": late("disposal"),
  "40-5": useUnrecorded,
  "40-6": both(casesOf("security"), late("rectification")),
  "41-1": noSource,
  "41-2": late("dispute"),
};
