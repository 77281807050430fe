import type { Source } from "#contract/intake";
import { testBureau } from "./hub.ts";
import type { RouteExample, RouteGround } from "./route-ground.ts";

/** A web address is not asked before it is known for which file. */
const place = { kind: "http", url: "http://127.0.0.1:9/data" } as const;

const body = ({ fresh }: RouteGround) => ({ name: fresh("文件来源"), department: testBureau, place });

/** Examples of places that files and messages arrive in. */
export const arrivalExamples = (): Readonly<Record<string, RouteExample>> => ({
  "intake.create-place-source": { as: "department-steward", make: async (ground) => ({ body: body(ground) }) },
  "intake.edit-place-source": {
    as: "department-steward",
    async make(ground) {
      const made = await ground.made<Source>("department-steward", "/api/intake/place-sources", body(ground));
      return { params: { id: made.id }, body: { name: ground.fresh("文件来源") }, ifMatch: made.version };
    },
  },
});
