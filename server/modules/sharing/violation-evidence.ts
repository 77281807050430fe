import type { Commitment, CommitmentState } from "#contract/clock";
import { dayOf } from "#contract/clock-days";
import type { Bilingual } from "#contract/text";
import type { ResourceCore } from "#catalog";
import type { Call } from "#kernel/call";
import { type FileFilter, pageOfFiles } from "./file-store.ts";
import { type File, hrefOf, type Kind } from "./files.ts";
import type { Evidence } from "./finding-store.ts";
import type { SharingParts } from "./parts.ts";

/** Something a rule saw. */
export interface Found {
  readonly department: string;
  /** `id` says which occurrence it is: the same one is found once, a later one anew. */
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string; readonly href: string | null };
  readonly summary: Bilingual;
  readonly evidence: Partial<Evidence>;
}

/** `call` sees the whole hub, whoever started the run. */
export type Check = (call: Call, parts: SharingParts, threshold: number) => Promise<Found[]>;

/** All that any of these see. */
export const any =
  (...checks: readonly Check[]): Check =>
  async (call, parts, threshold) => {
    const found: Found[] = [];
    for (const check of checks) found.push(...(await check(call, parts, threshold)));
    return found;
  };

const pageSize = 500;
const newestEntries = 50;

/** Numbers of the ledger entries about these objects whose action begins like one of these, oldest first. */
export async function entriesAbout(
  call: Call,
  parts: Pick<SharingParts, "ledger">,
  ids: readonly (string | null)[],
  actions: readonly string[],
): Promise<number[]> {
  const numbers = new Set<number>();
  for (const objectId of new Set(ids.filter((id) => id !== null))) {
    for (const action of actions) {
      const entries = await parts.ledger.entries(call, { objectId, action, limit: newestEntries });
      for (const entry of entries) numbers.add(entry.number);
    }
  }
  return [...numbers].toSorted((a, b) => a - b);
}

export async function allFiles<Of extends Kind>(
  call: Call,
  filter: Omit<FileFilter, "departments"> & { readonly kind: Of },
): Promise<File<Of>[]> {
  const found: File<Of>[] = [];
  for (;;) {
    const last = found.at(-1);
    const after = last === undefined ? undefined : { at: last.createdAt, id: last.id };
    const page = await pageOfFiles(call.db, { ...filter, departments: "all" }, pageSize, after);
    found.push(...page);
    if (page.length < pageSize) return found;
  }
}

async function allPromises(
  call: Call,
  { clock }: Pick<SharingParts, "clock">,
  kind: string,
  state: CommitmentState,
): Promise<Commitment[]> {
  const found: Commitment[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await clock.pending(call, { kind, state, limit: pageSize, cursor });
    found.push(...page.items);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

/** Promises of a kind that are overdue, were kept late, or were given up when their day had passed. */
export async function brokenPromises(
  call: Call,
  parts: Pick<SharingParts, "clock">,
  kinds: readonly string[],
): Promise<Commitment[]> {
  const found: Commitment[] = [];
  for (const kind of kinds) {
    found.push(...(await allPromises(call, parts, kind, "missed")));
    found.push(...(await allPromises(call, parts, kind, "met-late")));
    found.push(...(await allPromises(call, parts, kind, "dropped")).filter(endedTooLate));
  }
  return found;
}

const endedTooLate = ({ dueOn, endedAt }: Commitment): boolean =>
  dueOn !== null && endedAt !== null && dayOf(new Date(endedAt)) > dueOn;

/** Broken promises of these kinds; `isExcused` leaves out what the owing department could not help. */
export const late =
  (
    kinds: readonly string[],
    isExcused: (call: Call, promise: Commitment) => Promise<boolean> | boolean = () => false,
  ): Check =>
  async (call, parts) => {
    const found: Found[] = [];
    for (const one of await brokenPromises(call, parts, kinds)) {
      if (!(await isExcused(call, one))) found.push(await foundLate(call, parts, one));
    }
    return found;
  };

async function foundLate(call: Call, parts: SharingParts, one: Commitment): Promise<Found> {
  return {
    department: one.owedBy,
    subject: {
      kind: one.kind,
      id: one.id,
      name: `${one.subject.number} ${one.subject.title}`.trim(),
      href: one.subject.href,
    },
    summary: lateSummary(one),
    evidence: {
      commitments: [one.id],
      entries: await entriesAbout(call, parts, [one.subject.id, one.id], [""]),
    },
  };
}

export function lateSummary(one: Commitment): Bilingual {
  const due = one.dueOn ?? "";
  const how = {
    zh: one.state === "missed" ? `已逾期 ${Math.abs(one.remainingDays ?? 0)} 个工作日` : "逾期后才了结",
    en: one.state === "missed" ? "is still open" : "ended late",
  };
  return {
    zh: `${one.kindName.zh}应于 ${due} 前办结，${how.zh}（${one.basis}）`,
    en: `${one.kindName.en} was due on ${due} and ${how.en} (${one.basis})`,
  };
}

export const ofFile = (file: File<Kind>): Found["subject"] => ({
  kind: file.kind,
  id: file.id,
  name: `${file.number} ${file.title}`,
  href: hrefOf(file),
});

/** `occurrence` tells one time from the next where the same resource may be found again. */
export const ofResource = (resource: Pick<ResourceCore, "id" | "name">, occurrence = ""): Found["subject"] => ({
  kind: "resource",
  id: occurrence === "" ? resource.id : `${resource.id}@${occurrence}`,
  name: resource.name,
  href: `/catalog/${resource.id}`,
});

export const daysSince = (call: Call, at: Date | null): number =>
  at === null ? 0 : Math.floor((call.now.getTime() - at.getTime()) / 86_400_000);
