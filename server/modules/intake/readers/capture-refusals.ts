import { Problem } from "#kernel/problem";
import { captureProblems } from "../capture-problems.ts";
import type { Finding } from "./change-stream.ts";

/** A refusal whose reason is written in both languages. */
function told(
  name: keyof typeof captureProblems,
  facts: Record<string, string>,
  reason: { zh: string; en: string },
): Problem {
  const definition = captureProblems[name];
  return new Problem(
    { ...definition, en: definition.en.replace("{reason}", reason.en) },
    { ...facts, reason: reason.zh },
  );
}

/** @throws Problem intake.capture-impossible with the first finding that forbids it */
export function captureImpossible(findings: readonly Finding[], table: string): void {
  const first = findings.find((finding) => finding.weight === "stop");
  if (first) throw told("capture-impossible", { table, finding: first.code }, first.text);
}

export const positionLost = (position: string, zh: string, en: string): Problem =>
  told("position-lost", { position }, { zh, en });

export const changeNotLogged = (table: string, zh: string, en: string): Problem =>
  told("change-not-logged", { table }, { zh, en });
