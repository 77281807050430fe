import type { Cutter } from "./cutting.ts";

/** What the commands and queries of this module work with; made once by `createSearch`. */
export interface SearchParts {
  readonly cutter: Cutter;
  /** Words this process knows to be stored. */
  readonly words: Set<string>;
}
