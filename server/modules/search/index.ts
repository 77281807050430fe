import { putEntries } from "./commands/put-entries.ts";
import { createCutter } from "./cutting.ts";
import type { Search } from "./door.ts";
import type { SearchParts } from "./parts.ts";
import { find, refs } from "./queries.ts";
import { searchRouteTable } from "./routes.ts";
import { hasKind, removeEntry, setData, setUses } from "./store.ts";

export type * from "./door.ts";

export function createSearch(): Search {
  const parts: SearchParts = { cutter: createCutter(), words: new Set() };
  return {
    routes: searchRouteTable(parts),
    put: (call, entries) => putEntries(call, parts, entries),
    remove: (call, kind, ref) => removeEntry(call.db, kind, ref),
    noteData: (call, ref, data) => setData(call.db, "resource", ref, data),
    noteUses: (call, ref, uses) => setUses(call.db, "resource", ref, uses),
    has: (call, kind) => hasKind(call.db, kind),
    find: (call, query) => find(call, parts, query),
    refs: (call, asked) => refs(call, parts, asked),
  };
}
