export { accuracyOf, type Accuracy, clusteredAccuracy } from "./matching/accuracy.ts";
export { type MatchOptions, type MatchOutcome, matchTables } from "./matching/match.ts";
export { type Meaning, meaningNames } from "./matching/meanings.ts";
export type { MatchTable } from "./matching/profile.ts";
