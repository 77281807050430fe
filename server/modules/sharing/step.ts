import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import { refuseStale } from "#kernel/http/guard";
import { problem } from "#kernel/problem";
import { addStory, findFile, insertFile, lockFile, notFoundFacts, saveFile } from "./file-store.ts";
import { type File, type Kind, kindWords, type Kinds } from "./files.ts";
import { whyNotNow } from "./lifecycles.ts";
import { type Names, namesOf } from "./names.ts";
import { type Tell, tell } from "./notices.ts";
import type { SharingParts } from "./parts.ts";
import { type ActOf, maySee, whyNotThisPerson } from "./powers.ts";
import { problems } from "./problems.ts";

/** What a step decided; what is not named stays as it is. */
export interface Decision<Of extends Kind> {
  readonly set?: Partial<Omit<File<Of>, "id" | "kind" | "number" | "body" | "version" | "createdAt">>;
  readonly body?: Partial<Kinds[Of]["body"]>;
  readonly story: { readonly zh: string; readonly en: string; readonly note?: string };
  readonly tell?: readonly Tell[];
  /** For the ledger entry. Values of data items never stand in it. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly items?: readonly string[];
  readonly grant?: string;
}

export interface Step<Of extends Kind> {
  readonly kind: Of;
  readonly id: string;
  readonly act: ActOf<Of>;
  /** Name of the operation: the action of the ledger entry. */
  readonly operation: string;
  /** From `If-Match`, where the step needs it. */
  readonly version?: number | null;
}

/**
 * The frame of every step: lock the file, ask whether this person may and whether it is time, let `decide` ask the rules,
 * store, tell, record. Ten at once are one after the other, and the second sees what the first did.
 */
export async function takeStep<Of extends Kind>(
  call: Call,
  parts: SharingParts,
  step: Step<Of>,
  decide: (call: Call, file: File<Of>, names: Names) => Promise<Decision<Of>> | Decision<Of>,
): Promise<File<Of>> {
  return inTransaction(call, async (inner) => {
    const file = await lockFile(inner.db, step.kind, step.id);
    if (!file || !maySee(inner.actor, file))
      throw problem(problems["file-not-found"], notFoundFacts(step.kind, step.id));
    const person = whyNotThisPerson(step.act, inner.actor, file);
    if (person) throw problem(problems["not-your-step"], { whyZh: person.zh, whyEn: person.en });
    const now = whyNotNow(step.act, file);
    if (now) throw problem(problems["wrong-state"], { whyZh: now.zh, whyEn: now.en });
    if (step.version !== undefined) refuseStale(step.version, file.version);
    const names = await namesOf(inner, parts);
    const decision = await decide(inner, file, names);
    const changed = await applyDecision(inner, parts, file, step.operation, decision);
    recordAct(inner, parts, changed, step.operation, decision);
    return changed;
  });
}

/** Stores a decision with its line in the story and its notices; the caller records the act in the ledger. */
export async function applyDecision<Of extends Kind>(
  call: Call,
  parts: SharingParts,
  file: File<Of>,
  action: string,
  decision: Decision<Of>,
): Promise<File<Of>> {
  const state = decision.set?.state ?? file.state;
  const changed: File<Of> = {
    ...file,
    ...decision.set,
    body: { ...file.body, ...decision.body },
    state,
    stateSince: state === file.state ? file.stateSince : call.now,
    version: file.version + 1,
  };
  await saveFile(call.db, changed);
  const { zh, en, note = "" } = decision.story;
  await addStory(call, { fileId: file.id, action, zh, en, note });
  await tell(call, parts, decision.tell ?? []);
  return changed;
}

/** Puts a new file into the store with the first line of its story. */
export async function beginFile<Of extends Kind>(
  call: Call,
  parts: SharingParts,
  file: File<Of>,
  action: string,
  { story, tell: news }: Pick<Decision<Of>, "story" | "tell">,
): Promise<void> {
  await insertFile(call.db, file);
  await addStory(call, { fileId: file.id, action, zh: story.zh, en: story.en, note: story.note ?? "" });
  await tell(call, parts, news ?? []);
}

export function recordAct<Of extends Kind>(
  call: Call,
  parts: Pick<SharingParts, "ledger">,
  file: File<Of>,
  action: string,
  decision: Pick<Decision<Of>, "facts" | "items" | "grant">,
): void {
  parts.ledger.record(call, {
    action,
    object: { kind: file.kind, id: file.id, name: `${file.number} ${file.title}`.trim() },
    owner: file.provider ?? file.department,
    ...(decision.items ? { items: decision.items } : {}),
    ...(decision.grant ? { grant: decision.grant } : {}),
    facts: { number: file.number, state: file.state, ...decision.facts },
  });
}

/** The file, if the actor may see it. @throws Problem sharing.file-not-found */
export async function visibleFile<Of extends Kind>(call: Call, kind: Of, id: string): Promise<File<Of>> {
  const file = await findFile(call.db, kind, id);
  if (!file || !maySee(call.actor, file)) throw problem(problems["file-not-found"], notFoundFacts(kind, id));
  return file;
}

/** What the person may do now with the file, and why not the rest. */
export function permissionsOf<Of extends Kind, Act extends ActOf<Of>>(
  call: Call,
  file: File<Of>,
  acts: readonly Act[],
): { may: Record<Act, boolean>; whyNot: Record<string, Bilingual> } {
  const reasons = acts.map((act) => [act, whyNotThisPerson(act, call.actor, file) ?? whyNotNow(act, file)] as const);
  return {
    may: Object.fromEntries(reasons.map(([act, reason]) => [act, reason === null])) as Record<Act, boolean>,
    whyNot: Object.fromEntries(reasons.flatMap(([act, reason]) => (reason ? [[act, reason]] : []))),
  };
}

/** What a notice or a commitment calls a file. */
export const called = (file: Pick<File<Kind>, "kind" | "number" | "title">): Bilingual => ({
  zh: `${kindWords[file.kind].zh} ${file.number}“${file.title}”`,
  en: `${kindWords[file.kind].en} ${file.number} “${file.title}”`,
});
