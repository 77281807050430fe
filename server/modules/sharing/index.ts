import { gateFirstDelivery, gateGrantEnding, gateGrantExpired } from "#gate";
import { intakeDrifted } from "#intake";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";
import { installBasis } from "./basis.ts";
import { hearClock } from "./clock-news.ts";
import { hearDelivery, hearEnding, hearExpiry } from "./commands/use-request.ts";
import { hearDrift } from "./drift-news.ts";
import { installRules, runRules } from "./findings.ts";
import { createLife, type SharingLife } from "./life.ts";
import { sendLetters } from "./mailer.ts";
import { mailJob } from "./notices.ts";
import type { SharingParts } from "./parts.ts";
import { sharingRouteTable } from "./routes.ts";

export type { SharingLife } from "./life.ts";
export { openMailer, type Mailer } from "./mailer.ts";
export { problems as sharingProblems } from "./problems.ts";

export interface Sharing {
  readonly routes: readonly Route[];
  /** Installs the library of bases and the rules; what people changed stays. */
  open(call: Call): Promise<void>;
  /** The same acts as the routes for a caller without HTTP, such as the sample. */
  readonly life: SharingLife;
}

const findingsJob = "sharing.find-violations";

export function createSharing(parts: SharingParts): Sharing {
  const { jobs, events, mailer } = parts;
  jobs.define<object, { found: number; gone: number; open: number }>({
    name: findingsJob,
    concurrency: 1,
    handler: (call) => runRules(call, parts),
  });
  jobs.schedule(findingsJob, "10 2 * * *", "Asia/Shanghai", { zh: "违规情形核查", en: "Look for violations" });
  jobs.define<object, { sent: number; failed: number }>({
    name: mailJob,
    concurrency: 1,
    handler: async (call) => (mailer === null ? { sent: 0, failed: 0 } : sendLetters(call, mailer)),
  });
  events.on(gateFirstDelivery, "sharing", (call, news) => hearDelivery(call, parts, news));
  events.on(gateGrantExpired, "sharing", (call, news) => hearExpiry(call, parts, news));
  events.on(gateGrantEnding, "sharing", (call, news) => hearEnding(call, parts, news));
  events.on(intakeDrifted, "sharing", (call, news) => hearDrift(call, parts, news));
  hearClock(parts);
  return {
    routes: sharingRouteTable(parts),
    async open(call) {
      await installBasis(call);
      await installRules(call);
    },
    life: createLife(parts),
  };
}
