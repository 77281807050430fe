import { misuseKindNames, misuseKinds, type Request, type RequestAct, sharingRoutes } from "#contract/sharing";
import { callApi, today, useText, useWords } from "#kit";
import { type ActSpec, linesOf, type Typed } from "./act-form.tsx";
import { requestActWords } from "./request-act-words.ts";
import { requestFieldWords } from "./request-field-words.ts";

/** Acts that are a form of plain fields; the answer, the commitment and the decision of an extension have forms of their own. */
export type PlainAct = Exclude<RequestAct, (typeof special)[number]>;
const special = [
  "claim",
  "draft-answer",
  "sign-answer",
  "decide-extension",
  "commit",
  "renew-key",
  "change",
  "renew",
  "confirm-disposal",
] as const satisfies readonly RequestAct[];
export const isPlain = (act: RequestAct): act is PlainAct => !special.some((one) => one === act);
type UseAct = "end" | "dispose" | "suspend" | "stop-service" | "record-use";

const numbersOf = (text: string | undefined): number[] =>
  linesOf(text)
    .map((line) => Number(line.replaceAll(/[#\s,]/g, "")))
    .filter((number) => Number.isInteger(number) && number > 0);

const of = (typed: Typed, name: string): string => typed[name] ?? "";

/** The forms of plain acts on a request. */
export function useActSpecs(request: Request): Readonly<Record<PlainAct, ActSpec>> {
  return { ...useAnswerSpecs(request), ...useUseSpecs(request) };
}

function useBase() {
  const { acts } = useWords(requestActWords);
  const { fields: words } = useWords(requestFieldWords);
  const reason = { name: "reason", label: words.reason, kind: "text" } as const;
  const base = (act: PlainAct) => ({
    id: act,
    title: acts[act].title,
    action: acts[act].action,
    effect: acts[act].text,
    done: acts[act].done,
  });
  return { words, reason, base };
}

/** Until the answer stands. */
function useAnswerSpecs(request: Request): Readonly<Record<Exclude<PlainAct, UseAct>, ActSpec>> {
  const { words, reason, base } = useBase();
  const params = { id: request.id };
  return {
    "ask-supplement": {
      ...base("ask-supplement"),
      fields: [{ name: "missing", label: words.missing, hint: words.missingHint, kind: "list" }],
      send: (typed) =>
        callApi(sharingRoutes.askSupplement, { params, body: { missing: linesOf(of(typed, "missing")) } }),
    },
    supplement: {
      ...base("supplement"),
      fields: [
        { name: "answer", label: words.answer, hint: words.answerHint, kind: "text" },
        { name: "scene", label: words.scene, kind: "text", initial: request.scene },
      ],
      send: (typed) =>
        callApi(sharingRoutes.supplement, {
          params,
          body: { answer: of(typed, "answer"), scene: of(typed, "scene") },
        }),
    },
    "return-answer": {
      ...base("return-answer"),
      fields: [reason],
      send: (typed) => callApi(sharingRoutes.returnAnswer, { params, body: { reason: of(typed, "reason") } }),
    },
    "ask-extension": {
      ...base("ask-extension"),
      fields: [{ name: "workingDays", label: words.days, hint: words.daysHint, initial: "5" }, reason],
      send: (typed) =>
        callApi(sharingRoutes.askExtension, {
          params,
          body: { workingDays: Number(of(typed, "workingDays")), reason: of(typed, "reason") },
        }),
    },
    "accept-refusal": {
      ...base("accept-refusal"),
      fields: [{ name: "note", label: words.note, kind: "text" }],
      send: (typed) => callApi(sharingRoutes.acceptRefusal, { params, body: { note: of(typed, "note") } }),
    },
    "return-refusal": {
      ...base("return-refusal"),
      fields: [reason],
      send: (typed) => callApi(sharingRoutes.returnRefusal, { params, body: { reason: of(typed, "reason") } }),
    },
    dispute: {
      ...base("dispute"),
      fields: [{ name: "claim", label: words.claim, hint: words.claimHint, kind: "text" }],
      send: (typed) => callApi(sharingRoutes.openDispute, { params, body: { claim: of(typed, "claim") } }),
    },
    withdraw: {
      ...base("withdraw"),
      isDanger: true,
      fields: [reason],
      send: (typed) => callApi(sharingRoutes.withdrawRequest, { params, body: { reason: of(typed, "reason") } }),
    },
  };
}

/** Once it is used. */
function useUseSpecs(request: Request): Readonly<Record<UseAct, ActSpec>> {
  const { words, reason, base } = useBase();
  const text = useText();
  const params = { id: request.id };
  return {
    end: {
      ...base("end"),
      isDanger: true,
      fields: [reason],
      send: (typed) => callApi(sharingRoutes.endRequest, { params, body: { reason: of(typed, "reason") } }),
    },
    dispose: {
      ...base("dispose"),
      fields: [
        { name: "method", label: words.method, hint: words.methodHint, kind: "text" },
        { name: "systems", label: words.systems, kind: "text", initial: request.systemName },
        { name: "witness", label: words.witness, isOptional: true },
        { name: "disposedOn", label: words.disposedOn, kind: "day", initial: today() },
      ],
      send: (typed) =>
        callApi(sharingRoutes.dispose, {
          params,
          body: {
            method: of(typed, "method"),
            systems: of(typed, "systems"),
            witness: of(typed, "witness"),
            disposedOn: of(typed, "disposedOn"),
          },
        }),
    },
    suspend: {
      ...base("suspend"),
      isDanger: true,
      fields: [
        {
          name: "misuse",
          label: words.misuse,
          kind: "radio",
          choices: misuseKinds.map((value) => ({ value, label: text(misuseKindNames[value]) })),
        },
        reason,
        { name: "evidence", label: words.evidence, hint: words.evidenceHint, kind: "list", isOptional: true },
        { name: "rectifyBy", label: words.rectifyBy, kind: "day" },
      ],
      send: (typed) =>
        callApi(sharingRoutes.suspend, {
          params,
          body: {
            misuse: misuseKinds.find((kind) => kind === of(typed, "misuse")) ?? "beyond-scope",
            reason: of(typed, "reason"),
            evidence: numbersOf(of(typed, "evidence")),
            rectifyBy: of(typed, "rectifyBy"),
          },
        }),
    },
    "stop-service": {
      ...base("stop-service"),
      isDanger: true,
      fields: [reason],
      send: (typed) => callApi(sharingRoutes.stopService, { params, body: { reason: of(typed, "reason") } }),
    },
    "record-use": {
      ...base("record-use"),
      fields: [
        { name: "fromOn", label: words.fromOn, kind: "day" },
        { name: "untilOn", label: words.untilOn, kind: "day", initial: today() },
        { name: "scene", label: words.useScene, kind: "text", initial: request.scene },
        { name: "process", label: words.process, kind: "text" },
        { name: "effect", label: words.effect, kind: "text" },
        { name: "storage", label: words.storage, kind: "text" },
        { name: "destruction", label: words.destruction, kind: "text", isOptional: true },
      ],
      send: (typed) =>
        callApi(sharingRoutes.recordUse, {
          params,
          body: {
            fromOn: of(typed, "fromOn"),
            untilOn: of(typed, "untilOn"),
            scene: of(typed, "scene"),
            process: of(typed, "process"),
            effect: of(typed, "effect"),
            storage: of(typed, "storage"),
            destruction: of(typed, "destruction"),
          },
        }),
    },
  };
}
