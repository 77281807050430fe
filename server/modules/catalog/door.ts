import type {
  PersonalAssessment,
  Resource,
  ResourceFields,
  ResourceItem,
  ResourceRow,
  SecrecyAssessment,
  Stage,
  UpdateCycle,
} from "#contract/catalog";
import type { Page } from "#contract/page";
import type { Call } from "#kernel/call";
import type { Relation } from "#kernel/db/db";
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

export interface Filing {
  readonly id: string;
  readonly theme: string;
  readonly systemId: string | null;
}

/** The filters of the list that modules above ask with. */
export interface CatalogQuery {
  readonly q?: string;
  readonly department?: string;
  readonly limit: number;
}

/**
 * The steps to publication for a caller that acts without HTTP, such as the sample: the same rules, roles and ledger
 * entries as the routes, in the name of the call's actor. Each throws the Problem its route would answer.
 */
export interface ResourceLife {
  submit(call: Call, id: string): Promise<void>;
  assessSecrecy(call: Call, id: string, given: Pick<SecrecyAssessment, "result" | "note">): Promise<void>;
  assessPersonal(call: Call, id: string, given: Omit<PersonalAssessment, "by" | "at">): Promise<void>;
  sign(call: Call, id: string): Promise<void>;
  publish(call: Call, id: string): Promise<void>;
}

/**
 * The catalog as the modules above see it. They see what the actor sees: resources of the actor's departments, and what
 * others have published; always with the items of the working copy, which are the columns of the standard table.
 */
export interface Catalog {
  readonly routes: readonly Route[];
  /** Nothing to install: kept so that every module is opened alike. */
  open(call: Call): Promise<void>;
  /** @throws Problem catalog.resource-not-found */
  resource(call: Call, id: string): Promise<ResourceCore>;
  /** By id, code, number or exact name (of this department first, else of the actor's own). */
  find(call: Call, key: string, department?: string): Promise<ResourceCore | undefined>;
  /** Every resource not withdrawn, or only of these departments, only with (or without) data; in the order of numbers. */
  resources(call: Call, filter?: { departments?: readonly string[]; hasData?: boolean }): Promise<ResourceCore[]>;
  /** Which of these the actor may know of, withdrawn ones too; one question, however many. */
  visibleAmong(call: Call, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Under which theme and system each resource stands, withdrawn ones too; whoever asks. */
  filings(call: Call): Promise<readonly Filing[]>;
  /**
   * Every resource not withdrawn, to be joined inside the database where thousands are summed up: `id, department, code,
   * update_cycle, loaded_at, load_id`. Whoever asks sees all of them.
   */
  readonly current: Relation;
  /** What lists show, as `GET /api/catalog/resources`. */
  list(call: Call, query: CatalogQuery): Promise<Page<ResourceRow>>;
  /** One resource as the actor sees it: outside its department the published version. @throws Problem catalog.resource-not-found */
  view(call: Call, id: string): Promise<Resource>;
  /**
   * Starts a draft for data that arrives before its catalog entry is written. No ledger entry: the caller records the act.
   *
   * @throws Problem catalog.title-taken where the department already has a resource of this name (the transaction of the
   *   call can go on), catalog.department-not-found, http.bad-request for fields out of bounds
   */
  draftFor(
    call: Call,
    start: Pick<ResourceFields, "name" | "department" | "format" | "items"> &
      Partial<ResourceFields> & { isInvented?: boolean },
  ): Promise<ResourceCore>;
  /**
   * A load brought another set of columns: items follow; descriptions, higher grades and personal marks of people stay.
   * What was assessed, signed or published goes back to a draft where the items really differ. No ledger entry.
   *
   * @throws Problem catalog.resource-not-found outside the actor's scope, catalog.wrong-stage for a withdrawn one
   */
  setItems(call: Call, id: string, items: readonly ResourceItem[]): Promise<ResourceCore>;
  /** No ledger entry, no new edit number. */
  noteLoad(call: Call, id: string, load: { loadId: string; rowCount: number; loadedAt: Date }): Promise<void>;
  /** `score` is 0 to 100. No ledger entry, no new edit number. */
  noteCheck(call: Call, id: string, check: { score: number; checkedAt: Date }): Promise<void>;
  readonly life: ResourceLife;
}
