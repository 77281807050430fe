import { type Commitment, openStates } from "#contract/clock";
import type { PromiseView } from "#contract/sharing";
import type { z } from "zod";
import type { Bilingual } from "#contract/text";
import type { Call } from "#kernel/call";
import type { Clock } from "#clock";
import { type File, hrefOf, type Kind } from "./files.ts";

export type PromiseRow = z.infer<typeof PromiseView>;

export const promiseOf = (one: Commitment): PromiseRow => ({
  id: one.id,
  kind: one.kind,
  state: one.state,
  owedBy: one.owedBy,
  owedByName: one.owedByName,
  owedTo: one.owedTo,
  owedToName: one.owedToName,
  dueOn: one.dueOn,
  workingDaysLeft: one.remainingDays,
  colour: one.colour,
  basis: one.basis,
});

const isOpen = (one: Pick<Commitment, "state">): boolean => openStates.some((state) => state === one.state);

/** The open promise of a file, the one due first; null where none is open. */
export function openPromise(all: readonly Commitment[] | undefined): PromiseRow | null {
  const open = (all ?? []).filter(isOpen).map(promiseOf);
  return open.toSorted((a, b) => (a.dueOn ?? "9999").localeCompare(b.dueOn ?? "9999"))[0] ?? null;
}

/** Who is waiting, for what, until when, on which basis, in a sentence. */
export function waitingFor(promise: PromiseRow | null): Bilingual | null {
  if (promise === null) return null;
  const what = promiseWords[promise.kind] ?? { zh: "办理", en: "to act" };
  const until =
    promise.dueOn === null
      ? { zh: "期限暂停", en: "the clock is paused" }
      : { zh: `${promise.dueOn} 前`, en: `by ${promise.dueOn}` };
  return {
    zh: `${promise.owedToName}在等${promise.owedByName}${what.zh}，${until.zh}，依据${promise.basis}`,
    en: `${promise.owedToName} waits for ${promise.owedByName} ${what.en}, ${until.en}, under ${promise.basis}`,
  };
}

const promiseWords: Readonly<Record<string, Bilingual>> = {
  "answer-unconditional": { zh: "答复", en: "to answer" },
  "answer-conditional": { zh: "答复", en: "to answer" },
  supply: { zh: "供给数据", en: "to supply" },
  correction: { zh: "核实并反馈", en: "to verify and answer" },
  order: { zh: "办结调度令", en: "to carry out the order" },
  demand: { zh: "对接需求", en: "to match the demand" },
  dispute: { zh: "协调争议", en: "to coordinate" },
  rectification: { zh: "整改", en: "to rectify" },
  disposal: { zh: "处置数据", en: "to dispose of the data" },
};

export const subjectOf = (file: Pick<File<Kind>, "id" | "kind" | "number" | "title">) => ({
  module: "sharing",
  id: file.id,
  title: file.title,
  number: file.number,
  href: hrefOf(file),
});

/** Meets a promise where there is one that is open; late news does no harm. */
export async function meetPromise(
  call: Call,
  clock: Clock,
  id: string | null,
  evidence: string,
  at: Date = call.now,
): Promise<void> {
  if (id === null) return;
  const commitment = await clock.commitment(call, id);
  if (!isOpen(commitment)) return;
  await clock.meet(call, id, { evidence, at: at > call.now ? call.now : at });
}

export async function dropPromise(call: Call, clock: Clock, id: string | null, reason: string): Promise<void> {
  if (id === null) return;
  const commitment = await clock.commitment(call, id);
  if (isOpen(commitment)) await clock.drop(call, id, reason);
}

/** A clock that has run out cannot be paused: the delay stays on record. */
export async function pausePromise(call: Call, clock: Clock, id: string | null, reason: string): Promise<void> {
  if (id === null) return;
  const { state, remainingDays } = await clock.commitment(call, id);
  if (state === "running" && (remainingDays === null || remainingDays >= 0)) await clock.pause(call, id, reason);
}

/** Goes on where it was paused; no effect on any other. */
export async function resumePromise(call: Call, clock: Clock, id: string | null, reason: string): Promise<void> {
  if (id === null) return;
  if ((await clock.commitment(call, id)).state === "paused") await clock.resume(call, id, reason);
}
