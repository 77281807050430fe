import type { Source } from "#contract/intake";
import { testBureau } from "./hub.ts";
import { programOf } from "./program.ts";
import type { RouteExample } from "./route-ground.ts";

/** Examples of the routes by which departments send rows themselves. */
export const pushExamples = (): Readonly<Record<string, RouteExample>> => ({
  "intake.create-push-source": {
    as: "department-steward",
    make: async ({ fresh }) => ({ body: { name: fresh("推送"), department: testBureau } }),
  },
  "intake.push-rows": {
    as: "department-steward",
    async make({ hub, made, fresh }) {
      const given = { name: fresh("推送"), department: testBureau };
      const { id } = await made<Source>("department-steward", "/api/intake/push-sources", given);
      return {
        client: await programOf(hub, testBureau, ["department-steward"]),
        params: { id },
        body: { batchId: "b-1", table: fresh("推送表"), key: ["编号"], rows: [{ 编号: "1", 姓名: "甲清" }] },
      };
    },
  },
});
