export type { Accuracy } from "./matching/accuracy.ts";
export { type Explanation, explainPair, type FieldEvidence } from "./matching/explain.ts";
export { type Increment, matchMore } from "./matching/increment.ts";
export { type Answer, type MatchOptions, type MatchOutcome, matchTables } from "./matching/match.ts";
export { type Meaning, meaningNames } from "./matching/meanings.ts";
export type { MatchTable } from "./matching/profile.ts";
export { type MatchReport, reportOf } from "./matching/report.ts";
export { judge, type Truth, truthOfColumn, truthOfPairs } from "./truth.ts";
