import type { Site } from "#kernel/http/origin";
import type { Portal } from "#portal";

/** The doors see what everybody sees: nothing but the portal's public model. */
export interface DoorsParts {
  readonly portal: Omit<Portal, "routes">;
  readonly nodeName: string;
  readonly site: Site;
  /** Whom programs of others may write to. */
  readonly mail: string;
}

/** The largest page the portal gives. */
export const mostAtOnce = 1000;
