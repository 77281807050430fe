import type { Grant, ZoneRanges } from "#contract/gate";
import type { Role } from "#contract/identity";
import { testPolice } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

type Examples = Readonly<Record<string, RouteExample>>;

/** The police may have the bureau's resource in every mode. */
async function grant({ hub: { hub }, resource }: RouteGround): Promise<Grant> {
  const { id: resourceId } = await resource("published");
  const terms = {
    department: testPolice,
    resourceId,
    items: [{ field: "office" }],
    purpose: "居住证办理资格核验",
    modes: ["api" as const, "file" as const, "push" as const],
    validFrom: "2020-01-01",
  };
  return hub.gate.createGrant(hub.call(), terms, "active");
}

const target = { kind: "postgres", host: "127.0.0.1", port: 1, database: "none", user: "nobody", table: "permits" };

/** By somebody of the department the data goes to. */
const byUser = async ({ sharing }: RouteGround, role: Role) => ({ client: await sharing.asker(role) });

const keep = (act: "suspend" | "end"): Examples => ({
  [`gate.${act}-grant`]: {
    as: "data-officer",
    make: async (ground) => ({ params: { id: (await grant(ground)).id }, body: { reason: "核查使用情况" } }),
  },
});

export const gateExamples = (): Examples => ({
  ...keep("suspend"),
  ...keep("end"),
  "gate.resume-grant": {
    as: "data-officer",
    async make(ground) {
      const { id } = await grant(ground);
      await ground.hub.hub.gate.suspendGrant(ground.hub.hub.call(), id, "核查使用情况");
      return { params: { id }, body: { reason: "核查无误" } };
    },
  },
  "gate.create-export": {
    as: "department-user",
    async make(ground) {
      const { resource } = await grant(ground);
      return { ...(await byUser(ground, "department-user")), params: { code: resource.id }, body: { format: "csv" } };
    },
  },
  "gate.set-push": {
    as: "department-steward",
    make: async (ground) => ({
      ...(await byUser(ground, "department-steward")),
      params: { id: (await grant(ground)).id },
      body: target,
      ifMatch: 0,
    }),
  },
  "gate.run-push": {
    as: "department-steward",
    async make(ground) {
      const { id } = await grant(ground);
      const user = await byUser(ground, "department-steward");
      await user.client.put(`/api/gate/grants/${id}/push`, target, { ifMatch: 0 });
      return { ...user, params: { id } };
    },
  },
  "gate.trace-file": { as: "data-officer", make: async () => ({ body: { codes: ["abcdefghijklmnopqrstuv"] } }) },
  "gate.set-zones": {
    as: "system-administrator",
    async make({ person }) {
      const { body } = await (await person("system-administrator")).get<ZoneRanges>("/api/gate/zones");
      const { version, ...ranges } = body;
      return { body: ranges, ifMatch: version };
    },
  },
});
