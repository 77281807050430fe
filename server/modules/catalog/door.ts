import type { ResourceFields, ResourceItem, Stage, UpdateCycle } from "#contract/catalog";
import type { Call } from "#kernel/call";
import type { Route } from "#kernel/http/route";

/** A resource as loads and checks see it. */
export interface ResourceCore {
  readonly id: string;
  readonly number: number;
  readonly code: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly department: string;
  readonly stage: Stage;
  readonly updateCycle: UpdateCycle;
  readonly items: readonly ResourceItem[];
  /** Quoted name of its standard table in the lake, such as `"standard"."r214"`; the table exists once it is loaded. */
  readonly table: string;
  readonly rowCount: number | null;
  readonly loadId: string | null;
  readonly loadedAt: Date | null;
  readonly isInvented: boolean;
}

export interface Catalog {
  readonly routes: readonly Route[];
  open(call: Call): Promise<void>;
  /** @throws Problem catalog.resource-not-found */
  resource(call: Call, id: string): Promise<ResourceCore>;
  /** By id, code, number or exact name (of this department first). */
  find(call: Call, key: string, department?: string): Promise<ResourceCore | undefined>;
  /** Every resource that has data, or of these departments. */
  resources(call: Call, filter?: { departments?: readonly string[]; hasData?: boolean }): Promise<ResourceCore[]>;
  /** Starts a draft for data that arrives before its catalog entry is written. */
  draftFor(
    call: Call,
    start: Pick<ResourceFields, "name" | "department" | "format" | "items"> &
      Partial<ResourceFields> & { isInvented?: boolean },
  ): Promise<ResourceCore>;
  /** A load brought another set of columns: items follow, descriptions people wrote stay. */
  setItems(call: Call, id: string, items: readonly ResourceItem[]): Promise<ResourceCore>;
  noteLoad(call: Call, id: string, load: { loadId: string; rowCount: number; loadedAt: Date }): Promise<void>;
  noteCheck(call: Call, id: string, check: { score: number; checkedAt: Date }): Promise<void>;
}
