import { dayOf } from "#contract/clock-days";
import type { KeptReport, ReportView } from "#contract/quality-report";
import { checked } from "../../server/modules/quality/test-hub.ts";
import { testBureau } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

const month = (): string => dayOf(new Date()).slice(0, 7);
const reports = `/api/quality/departments/${testBureau}/report`;

const checks = new WeakMap<RouteGround, Promise<unknown>>();
/** Something of the bureau that has been checked. */
function checkedOnce(ground: RouteGround): Promise<unknown> {
  const known = checks.get(ground) ?? check(ground);
  checks.set(ground, known);
  return known;
}

async function check(ground: RouteGround): Promise<unknown> {
  const { resourceId, id } = await ground.load();
  return checked(await ground.person("department-steward"), { resourceId, loadId: id });
}

let years = 2000;
/** A draft of a month that is long over and that no other example has signed. */
async function oldDraft(ground: RouteGround): Promise<KeptReport> {
  await checkedOnce(ground);
  const { kept } = await ground.made<ReportView>("department-steward", reports, { month: month() });
  if (!kept) throw new Error("What was settled is not kept.");
  years += 1;
  await ground.hub.database.pool.query("update quality.report set month = $2 where id = $1", [kept.id, `${years}-01`]);
  return kept;
}

export const qualityReportExamples = (): Readonly<Record<string, RouteExample>> => ({
  "quality.check-resource": {
    as: "department-steward",
    make: async ({ load }) => ({ params: { id: (await load()).resourceId } }),
  },
  "quality.prepare-report": {
    as: "department-steward",
    async make(ground) {
      await checkedOnce(ground);
      return { params: { code: testBureau }, body: { month: month() } };
    },
  },
  "quality.sign-report": {
    as: "sharing-head",
    async make(ground) {
      const { id, version } = await oldDraft(ground);
      return { params: { id }, body: { opinion: "属实" }, ifMatch: version };
    },
  },
});
