import type { Appeal } from "#contract/quality-scores";
import type { RuleDraft, WrittenRule } from "#contract/quality-rules";
import { checked, loadCsv, people, personColumns } from "../../server/modules/quality/test-hub.ts";
import { testBureau } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

/** The day of the hub, in China. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const draft = (more: Partial<RuleDraft> = {}): Record<string, unknown> => ({
  definition: { kind: "length", column: "name", min: 2 },
  weight: 2,
  effectiveOn: today(),
  ...more,
});

const registers = new WeakMap<RouteGround, Promise<string>>();

/** A checked register with rows that fail. */
const register = (ground: RouteGround): Promise<string> => {
  const known = registers.get(ground) ?? makeRegister(ground);
  registers.set(ground, known);
  return known;
};

async function makeRegister(ground: RouteGround): Promise<string> {
  const given = { as: ground.fresh("质量示例"), text: people, columns: personColumns, department: testBureau };
  const loaded = await loadCsv(ground.hub, given);
  await checked(await ground.person("department-steward"), loaded);
  return loaded.resourceId;
}

const rule = async (ground: RouteGround): Promise<WrittenRule> =>
  ground.made<WrittenRule>("department-steward", `/api/quality/resources/${await register(ground)}/rules`, draft());

/** Each on a check of its own: one result takes one open appeal. */
async function appeal(ground: RouteGround): Promise<Appeal> {
  const id = await makeRegister(ground);
  const body = { rule: "code-set:sex", claimed: 1, reason: "这一行是对的" };
  return ground.made<Appeal>("department-steward", `/api/quality/resources/${id}/appeals`, body);
}

export const qualityExamples = (): Readonly<Record<string, RouteExample>> => ({
  "quality.write-rule": {
    as: "department-steward",
    make: async (ground) => ({ params: { id: await register(ground) }, body: draft() }),
  },
  "quality.accept-proposal": {
    as: "department-steward",
    make: async (ground) => ({
      params: { id: await register(ground) },
      body: {
        key: "form:name",
        definition: { kind: "pattern", column: "name", pattern: ".+" },
        text: { zh: "姓名写全", en: "Names are whole" },
        effectiveOn: today(),
      },
    }),
  },
  "quality.dismiss-proposal": {
    as: "department-steward",
    make: async (ground) => ({ params: { id: await register(ground) }, body: { key: "form:citizen_id" } }),
  },
  "quality.revise-rule": {
    as: "department-steward",
    async make(ground) {
      const { id, version } = await rule(ground);
      return { params: { id }, body: draft({ weight: 3 }), ifMatch: version };
    },
  },
  "quality.retire-rule": {
    as: "department-steward",
    async make(ground) {
      const { id, version } = await rule(ground);
      return { params: { id }, body: { retiredOn: today(), reason: "不再需要" }, ifMatch: version };
    },
  },
  "quality.apply-pack": {
    as: "department-steward",
    async make(ground) {
      const columns = personColumns.map((column) =>
        column.field === "sex" ? { field: "sex", element: "birth_date" } : column,
      );
      const given = { as: ground.fresh("规则包示例"), text: people, columns, department: testBureau };
      const { resourceId } = await loadCsv(ground.hub, given);
      return { params: { id: resourceId }, body: { pack: "population", effectiveOn: today() } };
    },
  },
  "quality.choose-scheme": {
    as: "data-officer",
    make: async () => ({ params: { id: "gb-t-36344" }, body: { from: today() } }),
  },
  "quality.raise-appeal": {
    as: "department-steward",
    make: async (ground) => ({
      params: { id: await makeRegister(ground) },
      body: { rule: "code-set:sex", claimed: 1, reason: "这一行是对的" },
    }),
  },
  "quality.decide-appeal": {
    as: "data-officer",
    async make(ground) {
      const { id, version } = await appeal(ground);
      return { params: { id }, body: { outcome: "upheld", accepted: 1, decision: "核实属实" }, ifMatch: version };
    },
  },
  "quality.withdraw-appeal": {
    as: "department-steward",
    async make(ground) {
      const { id, version } = await appeal(ground);
      return { params: { id }, ifMatch: version };
    },
  },
});
