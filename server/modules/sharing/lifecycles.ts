import {
  applicationStateNames,
  caseStateNames,
  correctionStateNames,
  demandStateNames,
  disputeStateNames,
  orderStateNames,
  requestStateNames,
} from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import type { File, Kind, Kinds } from "./files.ts";
import { whyNotNow as whyNotNowRequest } from "./lifecycle.ts";
import type { ActOf } from "./powers.ts";

type Smaller = Exclude<Kind, "request">;
type Starts = { readonly [Of in Smaller]: Readonly<Record<ActOf<Of>, readonly Kinds[Of]["state"][]>> };

/**
 *   demand       registered ─ match ▶ matched ─ application ▶ requested;  registered ─ assign ▶ assigned ─ answer ▶ matched
 *   application  draft ─ submit ▶ signing ─ sign ▶ sent;  signing ─ return ▶ draft
 *   case         misuse: suspended ─ rectify ▶ rectified ─ resume ▶ resumed, or end ▶ ended
 *                stop-service: consulting ─ consult ▶ filed (consulted) ─ file, then end ▶ ended
 *   dispute      parties ─ escalate ▶ bureau ─ escalate ▶ government; from each settle ▶ settled
 *   correction   verifying ─ answer ▶ corrected, rejected
 *   order        issued ─ report ▶ reported ─ close ▶ closed
 */
const startsFrom: Starts = {
  demand: {
    match: ["registered", "assigned", "matched"],
    assign: ["registered", "matched"],
    answer: ["assigned"],
    close: ["registered", "matched", "assigned"],
  },
  application: {
    edit: ["draft"],
    submit: ["draft"],
    sign: ["signing"],
    return: ["signing"],
    withdraw: ["draft", "signing"],
  },
  case: {
    rectify: ["suspended"],
    resume: ["suspended", "rectified", "consulting", "filed"],
    consult: ["consulting"],
    file: ["filed"],
    end: ["suspended", "rectified", "filed", "consulting"],
  },
  dispute: {
    "record-minutes": ["parties", "bureau", "government"],
    escalate: ["parties", "bureau"],
    settle: ["parties", "bureau", "government"],
  },
  correction: { answer: ["verifying"] },
  order: {
    split: ["issued"],
    report: ["issued"],
    close: ["issued", "reported"],
    cancel: ["issued", "reported"],
    raise: ["issued"],
  },
};

export const stateNames: { readonly [Of in Kind]: Readonly<Record<Kinds[Of]["state"], Bilingual>> } = {
  demand: demandStateNames,
  application: applicationStateNames,
  request: requestStateNames,
  case: caseStateNames,
  dispute: disputeStateNames,
  correction: correctionStateNames,
  order: orderStateNames,
};

/** Why it cannot be done now, whoever asks; null where it can. */
export function whyNotNow<Of extends Kind>(act: ActOf<Of>, file: File<Of>): Bilingual | null {
  if (isRequest(file)) return whyNotNowRequest(act as ActOf<"request">, { ...file.body, state: file.state });
  const states = (startsFrom[file.kind as Smaller] as Readonly<Record<string, readonly string[]>>)[act] ?? [];
  if (states.includes(file.state)) return whyNotStill(act, file);
  const names = stateNames[file.kind] as Readonly<Record<string, Bilingual>>;
  const named = (language: "zh" | "en") =>
    states.map((state) => `“${names[state]?.[language] ?? state}”`).join(language === "zh" ? "" : ", ");
  const now = names[file.state];
  return {
    zh: `现在是“${now?.zh ?? file.state}”，要到${named("zh")}时才能办`,
    en: `it is “${now?.en ?? file.state}”; this is for ${named("en")}`,
  };
}

const isRequest = (file: File<Kind>): file is File<"request"> => file.kind === "request";

/** What the state alone does not say. */
function whyNotStill(act: string, file: File<Kind>): Bilingual | null {
  if (file.kind !== "dispute") return null;
  const { steps } = file.body as Kinds["dispute"]["body"];
  const hasMinutes = steps.some((step) => step.step === file.state);
  if (hasMinutes || act === "record-minutes") return null;
  return {
    zh: "这一步还没有记录时间、参加人和意见",
    en: "this step has no minutes yet",
  };
}
