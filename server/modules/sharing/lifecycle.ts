import {
  type AnswerDraft,
  denyingBases,
  type RequestAct,
  type RequestState,
  requestStateNames,
  unacceptedBases,
} from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import { problem } from "#kernel/problem";
import type { Signature } from "./files.ts";
import { problems } from "./problems.ts";

/**
 *            ask-supplement (once)        draft-answer           sign-answer: grant
 *  supplementing ◀──────────── answering ─────────────▶ signing ─────────────────────▶ committing
 *        └──── supplement ────────▲ ▲ ▲ ◀─ return-answer ──┘ │ │                          │ commit
 *                                 │ │ └──── return-refusal ──│─┤ refusal without basis    ▼
 *                                 │ └───────── reviewing ◀───┘ │                       supplying ── first delivery ──▶ in-use
 *                                 │ accept-refusal │           │ refusal                  │                             │
 *              dispute: answer anew                ▼           ▼                          ├──── suspend ⇄ resume ───────┤
 *                                 └───────────── refused ◀─────┘                          │        suspended            │
 *                                                                                         └──────────┬──────────────────┘
 *   before it is used: withdraw ──▶ withdrawn                         end, expiry, misuse not mended ▼
 *                                                               closed ◀─ confirm ─ disposed ◀─ disposing
 *
 * The requester's head has signed before a request exists; `sign-answer` is the only way out of `signing` upward, and it
 * carries the provider's head's signature (Order 809 art. 20, 21).
 */
export interface Standing {
  readonly state: RequestState;
  readonly requesterSigned: Signature;
  readonly providerSigned: (Signature & { readonly isByRule: boolean }) | null;
  readonly supplement: { readonly answer: string | null } | null;
  readonly answer: AnswerDraft | null;
  readonly resumeTo: RequestState | null;
}

const beforeAnswer = ["answering", "supplementing", "signing", "reviewing"] as const;
const running = ["supplying", "in-use"] as const;

/** From which states an act may be done; acts that leave the state as it is stand here too. */
const startsFrom: Readonly<Record<RequestAct, readonly RequestState[]>> = {
  claim: ["answering"],
  "ask-supplement": ["answering"],
  supplement: ["supplementing"],
  "draft-answer": ["answering"],
  "sign-answer": ["signing"],
  "return-answer": ["signing"],
  "ask-extension": ["answering", "signing"],
  "decide-extension": ["answering", "signing", "supplementing", "reviewing"],
  "accept-refusal": ["reviewing"],
  "return-refusal": ["reviewing"],
  commit: ["committing"],
  "renew-key": [...running, "suspended"],
  change: running,
  renew: running,
  end: [...running, "suspended"],
  dispose: ["disposing"],
  "confirm-disposal": ["disposed"],
  suspend: running,
  "stop-service": running,
  dispute: ["refused", "reviewing", "committing", ...running, "suspended", "disposing"],
  "record-use": [...running, "suspended", "disposing", "disposed", "closed"],
  withdraw: [...beforeAnswer, "committing"],
};

/** Why it cannot be done now, whoever asks; null where it can. */
export function whyNotNow(act: RequestAct, standing: Standing): Bilingual | null {
  const states = startsFrom[act];
  // What somebody is told who sends the signature twice, because the answer with the key was lost on the way.
  if (act === "commit" && startsFrom["renew-key"].includes(standing.state)) {
    return {
      zh: "使用承诺已经签署，授权已生效；密钥只在签署时显示一次，没有记下的，请用“换发密钥”",
      en: "the commitment is signed and the grants work; the key was shown once. If it was lost, have a new one issued (renew-key)",
    };
  }
  if (!states.includes(standing.state)) {
    const now = requestStateNames[standing.state];
    return {
      zh: `现在是“${now.zh}”，要到“${states.map((state) => requestStateNames[state].zh).join("”“")}”时才能办`,
      en: `it is “${now.en}”; this is for ${states.map((state) => `“${requestStateNames[state].en}”`).join(", ")}`,
    };
  }
  if (act === "ask-supplement" && standing.supplement !== null) {
    return {
      zh: "需要补充的材料应当一次性告知，已经告知过一次，不能再次要求补正（条例第二十一条）",
      en: "what is missing is told once, and it has been told (Order 809 art. 21)",
    };
  }
  return null;
}

/** @throws Problem sharing.wrong-state */
export function refuseUnlessReady(act: RequestAct, standing: Standing): void {
  const why = whyNotNow(act, standing);
  if (why) throw problem(problems["wrong-state"], { whyZh: why.zh, whyEn: why.en });
}

type Next = Partial<Standing>;

export function supplementAsked(standing: Standing): Next {
  refuseUnlessReady("ask-supplement", standing);
  return { state: "supplementing" };
}

export function supplemented(standing: Standing): Next {
  refuseUnlessReady("supplement", standing);
  return { state: "answering" };
}

/** @throws Problem sharing.no-legal-basis for 不予共享 without a law, an administrative regulation or a State Council decision */
export function drafted(standing: Standing, answer: AnswerDraft, facts: { readonly isDeniedInCatalog: boolean }): Next {
  refuseUnlessReady("draft-answer", standing);
  if (answer.kind !== "grant" && answer.reason.trim().length < 2) throw problem(problems["reason-missing"]);
  if (answer.kind === "deny" && !isDenial(answer.basis) && !isUnaccepted(answer.basis)) {
    throw problem(problems["no-legal-basis"]);
  }
  if (answer.kind === "deny" && isDenial(answer.basis) && answer.legalBasis === null && !facts.isDeniedInCatalog) {
    throw problem(problems["no-legal-basis"]);
  }
  return { state: "signing", answer, providerSigned: null };
}

const isDenial = (basis: string): boolean => denyingBases.some((one) => one === basis);
export const isUnaccepted = (basis: string): boolean => unacceptedBases.some((one) => one === basis);

/** The head of sharing signs: the answer is given, unless it rests on nothing the law accepts; then the bureau looks first. */
export function answerSigned(standing: Standing, by: Signature & { readonly isByRule: boolean }): Next {
  refuseUnlessReady("sign-answer", standing);
  const { answer } = standing;
  if (answer === null) throw problem(problems["reason-missing"]);
  if (answer.kind === "grant") return { state: "committing", providerSigned: by };
  return { state: isUnaccepted(answer.basis) ? "reviewing" : "refused", providerSigned: by };
}

export function answerReturned(standing: Standing): Next {
  refuseUnlessReady("return-answer", standing);
  return { state: "answering", providerSigned: null };
}

export function refusalAccepted(standing: Standing): Next {
  refuseUnlessReady("accept-refusal", standing);
  return { state: "refused" };
}

export function refusalReturned(standing: Standing): Next {
  refuseUnlessReady("return-refusal", standing);
  return { state: "answering", providerSigned: null, answer: null };
}

/** A dispute ended with the answer to be given anew: the provider answers again, on a new clock. */
export function answeredAnew(standing: Standing): Next {
  return standing.state === "refused" || standing.state === "reviewing"
    ? { state: "answering", providerSigned: null, answer: null }
    : {};
}

export function committed(standing: Standing, facts: { readonly isDelivering: boolean }): Next {
  refuseUnlessReady("commit", standing);
  return { state: facts.isDelivering ? "in-use" : "supplying" };
}

/** News of the gate: it may come late, or twice. */
export const delivered = (standing: Standing): Next => {
  if (standing.state === "supplying") return { state: "in-use" };
  return standing.state === "suspended" && standing.resumeTo === "supplying" ? { resumeTo: "in-use" } : {};
};

export function suspended(standing: Standing): Next {
  refuseUnlessReady("suspend", standing);
  return { state: "suspended", resumeTo: standing.state };
}

export const resumed = (standing: Standing): Next =>
  standing.state === "suspended" ? { state: standing.resumeTo ?? "in-use", resumeTo: null } : {};

export function ended(standing: Standing): Next {
  refuseUnlessReady("end", standing);
  return { state: "disposing", resumeTo: null };
}

/** The same by itself: the grant ran out, or a case ended the sharing. */
export const endedByEvent = (standing: Standing): Next =>
  startsFrom.end.includes(standing.state) ? { state: "disposing", resumeTo: null } : {};

export function disposed(standing: Standing): Next {
  refuseUnlessReady("dispose", standing);
  return { state: "disposed" };
}

export function disposalConfirmed(standing: Standing): Next {
  refuseUnlessReady("confirm-disposal", standing);
  return { state: "closed" };
}

export function withdrawn(standing: Standing): Next {
  refuseUnlessReady("withdraw", standing);
  return { state: "withdrawn" };
}
