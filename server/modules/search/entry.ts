import type { SearchKind } from "#contract/search";

/** What a module puts: everything a person may find it by, and what filters and ranking look at. */
export interface Entry {
  readonly kind: SearchKind;
  /** Its id in the module that put it. */
  readonly ref: string;
  /** Who may know of what stands here: those inside the department, those outside it, or everybody signed in. */
  readonly audience: "inside" | "outside" | "everyone";
  readonly department: string | null;
  readonly name: string;
  readonly nameEn: string;
  /** Other names: short names, synonyms. */
  readonly aliases: readonly string[];
  /** Official code or number. */
  readonly code: string;
  readonly theme: string;
  readonly abstract: string;
  /** Names of its data items. */
  readonly items: readonly { readonly zh: string; readonly en: string; readonly field: string }[];
  /** Whose it is and what it is about: found by the names these have now. */
  readonly about: {
    readonly department: string | null;
    readonly system: string | null;
    readonly elements: readonly string[];
  };
  readonly shareClass?: string;
  readonly updateCycle?: string;
  readonly grade?: string;
}

/** Facts about the data, which change without the entry being put again. */
export interface EntryData {
  readonly hasData?: boolean;
  readonly loadedAt?: Date;
  /** 0 to 100. */
  readonly quality?: number;
}
