import type { Route } from "#kernel/http/route";
import type { DoorsParts } from "./parts.ts";
import { doorRouteTable } from "./routes.ts";

export { type DescriptionFault, validateDescription } from "./dcat/validate.ts";

export interface Doors {
  readonly routes: readonly Route[];
}

export const createDoors = (parts: DoorsParts): Doors => ({ routes: doorRouteTable(parts) });
