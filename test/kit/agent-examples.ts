import type { Source } from "#contract/intake";
import type { Release, Zone } from "#contract/intake-agents";
import { enrol } from "#intake";
import { testBureau } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

const officer = "data-officer" as const;
const connection = { host: "db.example", port: 5432, database: "d", user: "u", password: "p", schema: "public" };

const zone = ({ made, fresh }: RouteGround, isIsolated = false): Promise<Zone> =>
  made<Zone>(officer, "/api/intake/zones", { name: fresh("归集区"), department: testBureau, isIsolated });

const source = ({ made, fresh }: RouteGround, zoneId: string | null): Promise<Source> =>
  made<Source>("department-steward", "/api/intake/sources", {
    name: fresh("区内来源"),
    kind: "postgres",
    department: testBureau,
    zoneId,
    connection,
  });

/** An agent that has joined and gone again. */
async function agent(ground: RouteGround): Promise<string> {
  const { id } = await zone(ground);
  const { token } = await ground.made<{ token: string }>(officer, `/api/intake/zones/${id}/enrolments`, {
    name: "前置机",
  });
  const { body } = await (await ground.person(officer)).get<{ items: Zone[]; port: number }>("/api/intake/zones");
  await enrol({ host: "127.0.0.1", port: body.port }, token);
  const after = await (await ground.person(officer)).get<{ items: Zone[] }>("/api/intake/zones");
  return after.body.items.find((one) => one.id === id)?.agents[0]?.id ?? "";
}

/** A table whose load is as one that came out of a data zone. */
async function held(ground: RouteGround): Promise<{ resourceId: string; loadId: string }> {
  const load = await ground.load();
  const from = await source(ground, (await zone(ground, true)).id);
  await ground.hub.database.pool.query("update intake.load set source_id = $1 where id = $2", [from.id, load.id]);
  return { resourceId: load.resourceId, loadId: load.id };
}

/** Examples of zones, agents and releases. */
export const agentExamples = (): Readonly<Record<string, RouteExample>> => ({
  "intake.create-zone": {
    as: officer,
    make: async ({ fresh }) => ({ body: { name: fresh("归集区"), department: testBureau } }),
  },
  "intake.edit-zone": {
    as: officer,
    async make(ground) {
      const { id, version } = await zone(ground);
      return { params: { id }, ifMatch: version, body: { purpose: "公安专网" } };
    },
  },
  "intake.place-source": {
    as: "department-steward",
    async make(ground) {
      const { id } = await source(ground, null);
      return { params: { id }, body: { zoneId: (await zone(ground)).id } };
    },
  },
  "intake.enrol-agent": {
    as: officer,
    make: async (ground) => ({ params: { id: (await zone(ground)).id }, body: { name: "前置机" } }),
  },
  "intake.revoke-agent": {
    as: officer,
    make: async (ground) => ({ params: { id: await agent(ground) }, body: { reason: "停用" } }),
  },
  "intake.release-table": {
    as: "sharing-head",
    async make(ground) {
      const { resourceId, loadId } = await held(ground);
      return { params: { id: resourceId }, body: { scope: "load", loadId, reason: "同意放行" } };
    },
  },
  "intake.withdraw-release": {
    as: "sharing-head",
    async make(ground) {
      const { resourceId, loadId } = await held(ground);
      const given = { scope: "load", loadId, reason: "同意放行" };
      const path = `/api/intake/held-tables/${resourceId}/release`;
      const { id } = await ground.made<Release>("sharing-head", path, given);
      return { params: { id }, body: { reason: "收回" } };
    },
  },
});
