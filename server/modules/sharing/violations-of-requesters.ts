import { addDays, dayOf } from "#contract/clock-days";
import type { Call } from "#kernel/call";
import type { File } from "./files.ts";
import { recordedUntil } from "./use-record-store.ts";
import { allFiles, type Check, entriesAbout, type Found, late, ofFile, ofResource } from "./violation-evidence.ts";

/** Own resources with items whose source is another department's published resource; keys are needed by everybody. */
export const collectedAgain: Check = async (call, parts, threshold) => {
  const elements = await parts.dictionary.elements(call);
  const resources = await parts.catalog.resources(call, { hasData: true });
  const published = new Set(resources.filter((one) => one.code !== null).map((one) => one.id));
  const found: Found[] = [];
  for (const one of resources) {
    const doubled = one.items.filter((item) => {
      const source = item.element === null ? null : elements.get(item.element)?.source;
      const isForeign = source && source.department !== one.department;
      return !item.isKey && isForeign && source.resourceId !== null && published.has(source.resourceId);
    });
    if (doubled.length < Math.max(1, threshold)) continue;
    const names = doubled.slice(0, 5).map((item) => item.name.zh);
    found.push({
      department: one.department,
      subject: ofResource(one),
      summary: {
        zh: `${doubled.length} 个数据项已有别的数源：${names.join("、")}`,
        en: `${doubled.length} items have another authoritative source`,
      },
      evidence: {
        entries: [
          ...(await entriesAbout(
            call,
            parts,
            doubled.map((item) => item.element),
            ["dictionary.decide-source"],
          )),
          ...(await entriesAbout(call, parts, [one.id], ["intake.", "catalog."])),
        ],
        facts: { items: doubled.map((item) => item.field) },
      },
    });
  }
  return found;
};

/**
 * Refusals of the gate that say: this is more than was granted. A wrong spelling, an expired token or too many calls a
 * second are none.
 */
const beyond: ReadonlySet<unknown> = new Set(
  [
    "no-grant",
    "grant-unknown",
    "grant-expired",
    "grant-ended",
    "client-not-named",
    "mode-not-granted",
    "zone-not-granted",
    "item-not-granted",
    "filter-on-masked",
    "filter-widens",
  ].map((code) => `gate.${code}`),
);

/** The month of a day in Shanghai and the one before, each with its first instant and the next one's. */
function lastMonths(now: Date): { readonly month: string; readonly from: string; readonly to: string }[] {
  const month = dayOf(now).slice(0, 7);
  const before = addDays(`${month}-01`, -1).slice(0, 7);
  const start = (of: string) => new Date(`${of}-01T00:00:00+08:00`).toISOString();
  return [
    { month: before, from: start(before), to: start(month) },
    { month, from: start(month), to: new Date(now.getTime() + 1).toISOString() },
  ];
}

const callsRead = 5000;

/** Calls beyond what was granted, by department and calendar month: this one so far, and the last. */
export const refusedCalls: Check = async (call, parts, threshold) => {
  const found: Found[] = [];
  for (const department of (await parts.registry.departments(call)).keys()) {
    for (const { month, from, to } of lastMonths(call.now)) {
      const filter = { action: "gate.", outcome: "refused", department, from, to, limit: callsRead } as const;
      const entries = await parts.ledger.entries(call, filter);
      const refused = entries.filter((one) => one.department === department && beyond.has(one.facts["code"]));
      if (refused.length < Math.max(1, threshold)) continue;
      found.push({
        department,
        subject: {
          kind: "calls",
          id: `gate:${department}:${month}`,
          name: `${month} 的调用`,
          href: `/ledger?action=gate.&department=${department}&outcome=refused`,
        },
        summary: {
          zh: `${month} 有 ${refused.length} 次调用超出授权，被拒绝`,
          en: `${refused.length} calls beyond the grants were refused in ${month}`,
        },
        evidence: {
          entries: refused.slice(0, 50).map((entry) => entry.number),
          facts: { month, count: refused.length },
        },
      });
    }
  }
  return found;
};

export const casesOf =
  (...misuses: readonly string[]): Check =>
  async (call, parts) => {
    const found: Found[] = [];
    for (const value of misuses) {
      for (const one of await allFiles(call, { kind: "case", member: { name: "misuse", value } })) {
        const opened = await entriesAbout(call, parts, [one.about], ["sharing.suspend"]);
        found.push({
          department: one.department,
          subject: ofFile(one),
          summary: { zh: one.body.reason, en: `Case ${one.number}` },
          evidence: {
            entries: [...new Set([...one.body.evidence, ...opened])],
            commitments: one.body.commitment === null ? [] : [one.body.commitment],
            facts: { misuse: value },
          },
        });
      }
    }
    return found;
  };

/** Rows were taken under the grants after the last day of use on record, and that is long ago. */
export const useUnrecorded: Check = async (call, parts, threshold) => {
  const used = await allFiles(call, {
    kind: "request",
    states: ["in-use", "suspended", "disposing", "disposed", "closed"],
  });
  const until = await recordedUntil(
    call.db,
    used.map((file) => file.id),
  );
  const limit = addDays(dayOf(call.now), -threshold);
  const found: Found[] = [];
  for (const file of used) {
    const recorded = until.get(file.id);
    const begun = file.body.commitment === null ? dayOf(file.stateSince) : dayOf(new Date(file.body.commitment.at));
    const since = recorded === undefined ? begun : addDays(recorded, 1);
    if (since >= limit) continue;
    const delivered = await deliveriesSince(call, parts, file, since);
    if (delivered.length === 0) continue;
    found.push({
      department: file.department,
      subject: { ...ofFile(file), id: `${file.id}@${since}` },
      summary: { zh: `自 ${since} 起取用过数据，没有登记使用情况`, en: `Used since ${since}, and no record of use` },
      evidence: { entries: delivered, facts: { since } },
    });
  }
  return found;
};

/** Entries of rows that left under the file's grants from a day on. */
async function deliveriesSince(
  call: Call,
  parts: Parameters<Check>[1],
  file: File<"request">,
  since: string,
): Promise<number[]> {
  const grants = new Set(file.body.grants.map((grant) => grant.id));
  const from = new Date(`${since}T00:00:00+08:00`).toISOString();
  const numbers: number[] = [];
  for (const objectId of file.resources) {
    const filter = { action: "gate.", outcome: "done", objectId, department: file.department, from } as const;
    const entries = await parts.ledger.entries(call, { ...filter, limit: callsRead });
    const own = entries.filter((entry) => grants.has(entry.grant ?? "") && (entry.rows ?? 0) > 0);
    numbers.push(...own.slice(0, 20).map((entry) => entry.number));
  }
  return numbers.toSorted((a, b) => a - b);
}

export const notDisposed = late(["disposal"]);
export const notRectified = late(["rectification"]);
