import type { Commitment, Escalation, Extension, Limit, Reminder, RuleSet } from "#contract/clock";
import { addDays, dayOf, instantOf } from "#contract/clock-days";
import { testBureau, testPolice } from "./hub.ts";
import type { ExampleRequest, RouteExample, RouteGround } from "./route-ground.ts";

type Examples = Readonly<Record<string, RouteExample>>;

export const clockExamples = (): Examples => ({ ...promiseExamples, ...ruleExamples });

/** The bureau promises, the police wait. */
const sides = ({ fresh }: RouteGround) => ({
  subject: { module: "test", id: fresh("promise"), title: "居住证签发信息", href: "/" },
  owedBy: testBureau,
  owedTo: testPolice,
});

const promise = async (ground: RouteGround): Promise<Commitment> =>
  ground.hub.hub.clock.start(ground.hub.hub.call(), { ...sides(ground), kind: "answer-conditional" });

/** One that has been overdue since the last working day, so that the clock by itself raises it no higher than blue. */
async function latePromise(ground: RouteGround): Promise<Commitment> {
  const { hub } = ground.hub;
  const call = hub.call();
  const calendar = await hub.clock.calendar(call);
  let dueOn = addDays(dayOf(call.now), -1);
  while (!calendar.isWorkingDay(dueOn)) dueOn = addDays(dueOn, -1);
  const startsAt = instantOf(addDays(dueOn, -7));
  return hub.clock.start(call, { ...sides(ground), kind: "order", basis: "调度令", startsAt, dueOn });
}

const escalation = async (ground: RouteGround): Promise<Escalation> => {
  const { id } = await latePromise(ground);
  return ground.made("data-officer", `/api/clock/commitments/${id}/escalations`, { level: "red", reason: "久拖不办" });
};

const onPromise = (as: RouteExample["as"], body?: ExampleRequest["body"]): RouteExample => ({
  as,
  make: async (ground) => ({ params: { id: (await promise(ground)).id }, ...(body ? { body } : {}) }),
});

const moreDays = { workingDays: 1, reason: "系统割接" };

const promiseExamples: Examples = {
  "clock.remind": onPromise("data-officer", { text: "请尽快答复" }),
  "clock.acknowledge": {
    as: "department-steward",
    async make(ground) {
      const { id } = await promise(ground);
      const reminder = await ground.made<Reminder>("data-officer", `/api/clock/commitments/${id}/reminders`, {});
      return { params: { id: reminder.id } };
    },
  },
  "clock.assign": onPromise("department-steward", { person: null }),
  "clock.call-in": onPromise("data-officer", { reason: "重点事项" }),
  "clock.escalate": {
    as: "data-officer",
    make: async (ground) => ({
      params: { id: (await latePromise(ground)).id },
      body: { level: "red", reason: "久拖不办" },
    }),
  },
  "clock.issue-circular": {
    as: "data-officer",
    make: async (ground) => ({
      params: { id: (await escalation(ground)).id },
      body: { text: "该部门逾期未答复，现予通报。" },
    }),
  },
  "clock.ask-extension": onPromise("department-steward", moreDays),
  "clock.decide-extension": {
    as: "data-officer",
    async make(ground) {
      const { id } = await promise(ground);
      const path = `/api/clock/commitments/${id}/extensions`;
      const extension = await ground.made<Extension>("department-steward", path, moreDays);
      return { params: { id: extension.id }, body: { decision: "grant", workingDays: 1 } };
    },
  },
};

/** Stricter than the nation's, of a part of the bureau's city nobody lives in. */
const limitIn = (place: string) => ({
  kind: "answer-conditional",
  division: `51019${place.padStart(4, "0")}`,
  basis: "测试市政务数据共享办法",
  workingDays: 5,
  maxExtension: 5,
  effectiveOn: "2026-01-01",
});

/** Rules that hold from a day none of these tests reaches. */
const farDay = "2199-01-01";

const ruleExamples: Examples = {
  "clock.edit-calendar-year": {
    as: "data-officer",
    make: async ({ fresh }) => {
      const year = 2100 + Number(fresh(""));
      return {
        params: { year },
        body: { daysOff: [`${year}-01-01`], workedWeekends: [], source: "国务院办公厅通知" },
        ifMatch: 0,
      };
    },
  },
  "clock.add-limit": { as: "data-officer", make: async ({ fresh }) => ({ body: limitIn(fresh("")) }) },
  "clock.end-limit": {
    as: "data-officer",
    async make({ made, fresh }) {
      const { id, version } = await made<Limit>("data-officer", "/api/clock/limits", limitIn(fresh("")));
      return { params: { id }, body: { endsOn: farDay }, ifMatch: version };
    },
  },
  "clock.edit-rules": {
    as: "data-officer",
    async make({ person }) {
      const answer = await (
        await person("data-officer")
      ).get<{ current: RuleSet; version: number }>("/api/clock/rules");
      const { current, version } = answer.body;
      return { body: { effectiveOn: farDay, rules: current.rules, source: "测试" }, ifMatch: version };
    },
  },
};
