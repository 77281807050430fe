import type { AnswerDraft, ApplicationEdit, Application, Demand, Request } from "#contract/sharing";
import type { z } from "zod";
import type { Call } from "#kernel/call";
import * as answer from "./commands/answer-request.ts";
import * as application from "./commands/applications.ts";
import * as cases from "./commands/cases.ts";
import * as corrections from "./commands/corrections.ts";
import * as demands from "./commands/demands.ts";
import * as disputes from "./commands/disputes.ts";
import * as extensions from "./commands/extensions.ts";
import * as orders from "./commands/orders.ts";
import { signApplication } from "./commands/sign-application.ts";
import * as use from "./commands/use-request.ts";
import { countFiles } from "./file-store.ts";
import { runRules } from "./findings.ts";
import type { SharingParts } from "./parts.ts";
import { getRequest } from "./queries.ts";
import { recordUse } from "./use-records.ts";
import { inTransaction } from "#kernel/db/db";

type Rest<Act> = Act extends (call: Call, parts: SharingParts, ...rest: infer Given) => Promise<infer Result>
  ? (call: Call, ...rest: Given) => Promise<Result>
  : never;

/** The acts of a file's life in the name of the call's actor: same rules, same entries, each one transaction. */
export interface SharingLife {
  /** How many applications there are: a set-up that was killed goes on where it was. */
  applications(call: Call): Promise<number>;
  registerDemand(call: Call, given: { need: string; scene: string }): Promise<Demand>;
  matchDemand: Rest<typeof demands.matchDemand>;
  assignDemand: Rest<typeof demands.assignDemand>;
  createApplication(
    call: Call,
    edit: z.output<typeof ApplicationEdit> & { demandId?: string | undefined },
  ): Promise<Application>;
  submit(call: Call, id: string): Promise<Application>;
  sign(call: Call, id: string): Promise<Application>;
  request(call: Call, id: string): Promise<Request>;
  claim(call: Call, id: string): Promise<Request>;
  askSupplement: Rest<typeof answer.askSupplement>;
  supplement: Rest<typeof answer.supplement>;
  draftAnswer(call: Call, id: string, draft: AnswerDraft): Promise<Request>;
  signAnswer(call: Call, id: string): Promise<Request>;
  askExtension: Rest<typeof extensions.askExtension>;
  decideExtension: Rest<typeof extensions.decideExtension>;
  commit: Rest<typeof use.commitToUse>;
  end: Rest<typeof use.endRequest>;
  dispose: Rest<typeof use.dispose>;
  confirmDisposal: Rest<typeof use.confirmDisposal>;
  recordUse: Rest<typeof recordUse>;
  suspend: Rest<typeof cases.suspend>;
  openDispute: Rest<typeof disputes.openDispute>;
  recordMinutes: Rest<typeof disputes.recordMinutes>;
  reportError: Rest<typeof corrections.reportError>;
  answerCorrection: Rest<typeof corrections.answerCorrection>;
  issueOrder: Rest<typeof orders.issueOrder>;
  runRules(call: Call): Promise<unknown>;
}

export function createLife(parts: SharingParts): SharingLife {
  const act =
    <Given extends unknown[], Result>(run: (call: Call, parts: SharingParts, ...given: Given) => Promise<Result>) =>
    (call: Call, ...given: Given): Promise<Result> =>
      inTransaction(call, (inner) => run(inner, parts, ...given));
  return {
    applications: (call) => countFiles(call.db, { kind: "application", departments: "all" }),
    registerDemand: act(demands.registerDemand),
    matchDemand: act(demands.matchDemand),
    assignDemand: act(demands.assignDemand),
    createApplication: act(application.createApplication),
    submit: act(application.submitApplication),
    sign: act(signApplication),
    request: act(getRequest),
    claim: act(answer.claimRequest),
    askSupplement: act(answer.askSupplement),
    supplement: act(answer.supplement),
    draftAnswer: act(answer.draftAnswer),
    signAnswer: act(answer.signAnswer),
    askExtension: act(extensions.askExtension),
    decideExtension: act(extensions.decideExtension),
    commit: act(use.commitToUse),
    end: act(use.endRequest),
    dispose: act(use.dispose),
    confirmDisposal: act(use.confirmDisposal),
    recordUse: act(recordUse),
    suspend: act(cases.suspend),
    openDispute: act(disputes.openDispute),
    recordMinutes: act(disputes.recordMinutes),
    reportError: act(corrections.reportError),
    answerCorrection: act(corrections.answerCorrection),
    issueOrder: act(orders.issueOrder),
    runRules: act(runRules),
  };
}
