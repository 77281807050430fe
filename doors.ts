/**
 * Which module may open which door. A module sees the doors before it in this list and no other file of another module;
 * `oxlint.config.ts` says so while you type, `test/architecture.test.ts` proves it.
 */
export const moduleOrder = [
  "ledger",
  "identity",
  "search",
  "registry",
  "clock",
  "dictionary",
  "catalog",
  "intake",
  "quality",
  "gate",
  "sharing",
  "libraries",
  "graph",
  "portal",
  "harvest",
  "doors",
  "operations",
  "assistants",
] as const;

export type ModuleName = (typeof moduleOrder)[number];

export const doorsBelow = (module: ModuleName): readonly ModuleName[] =>
  moduleOrder.slice(0, moduleOrder.indexOf(module));
