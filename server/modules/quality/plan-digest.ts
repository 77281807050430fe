import { createHash } from "node:crypto";
import { datedChecks, type Rule } from "./rule.ts";

/**
 * What must be the same for the states of an earlier check to mean the same: every rule with its codes, the columns, the
 * register of divisions. A rule whose verdict on a row depends on the day in any other way than turning right makes the day
 * part of it.
 */
export function planDigest(rules: readonly Rule[], columns: unknown, divisions: string, today: string): string {
  const tests = rules.map(({ id, fields, test, written }) => ({ id, fields, test, where: written?.where ?? null }));
  const day = rules.some(dependsOnDay) ? today : "";
  return createHash("sha256").update(JSON.stringify({ form, tests, columns, divisions, day })).digest("hex");
}

/** Counts up whenever what a check leaves in the lake is laid out otherwise. */
const form = 2;

const dependsOnDay = ({ test }: Rule): boolean => test.kind === "range" && test.min === "today";

/** Positions of rules that can find tomorrow what failed today to be right. */
export const datedPositions = (rules: readonly Rule[]): number[] =>
  rules.flatMap(({ test }, position) => {
    const isDated =
      (test.kind === "check" && datedChecks.has(test.check)) || (test.kind === "range" && test.max === "today");
    return isDated ? [position] : [];
  });
