import { askingRoutes } from "./sharing/asking-routes.ts";
import { deskRoutes } from "./sharing/desk-routes.ts";
import { matterRoutes } from "./sharing/matter-routes.ts";
import { requestRoutes } from "./sharing/request-routes.ts";

export * from "./sharing/applications.ts";
export * from "./sharing/demands.ts";
export * from "./sharing/desk.ts";
export * from "./sharing/matters.ts";
export * from "./sharing/requests.ts";
export * from "./sharing/words.ts";

/** Every route of sharing: from a need in plain words to the report of the quarter. */
export const sharingRoutes = { ...askingRoutes, ...requestRoutes, ...matterRoutes, ...deskRoutes };
