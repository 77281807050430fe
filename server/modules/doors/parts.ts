import type { Portal } from "#portal";

/** The doors see what everybody sees: nothing but the portal's public model. */
export interface DoorsParts {
  readonly portal: Omit<Portal, "routes">;
  readonly nodeName: string;
  /** Where the site stands for the world (`https://data.city.gov.cn`); null: as the request names it. */
  readonly publicUrl: string | null;
  /** Whom programs of others may write to. */
  readonly mail: string;
}

/** The largest page the portal gives. */
export const mostAtOnce = 1000;
