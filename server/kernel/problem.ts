import type { ProblemDocument } from "#contract/problem";
import type { Language } from "#contract/text";

/** One row of a module's problem table: an HTTP status and a sentence in both languages with `{fact}` places. */
export interface ProblemSentence {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

export interface ProblemDefinition<Sentence extends string = string> {
  readonly code: string;
  readonly status: number;
  readonly zh: Sentence;
  readonly en: string;
}

type Places<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

/** The facts a sentence needs; more may be given and appear as members of the problem document. */
export type FactsOf<Sentence extends string> = { [Name in Places<Sentence>]: string | number } & Record<
  string,
  unknown
>;

/** Gives a module's problems their stable codes (`<module>.<name>`). */
export function problemTable<const Table extends Record<string, ProblemSentence>>(
  module: string,
  table: Table,
): { readonly [Name in keyof Table]: ProblemDefinition<Table[Name]["zh"]> } {
  const entries = Object.entries(table).map(([name, row]) => [name, { code: `${module}.${name}`, ...row }]);
  return Object.fromEntries(entries) as { readonly [Name in keyof Table]: ProblemDefinition<Table[Name]["zh"]> };
}

/** One wrong field of a request. */
export interface FieldFault {
  readonly pointer: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * A refusal a caller can read: what happened, to what, and what to do next. Everything else that is thrown is a defect
 * and answers 500 without details.
 */
export class Problem extends Error {
  readonly definition: ProblemDefinition;
  readonly facts: Record<string, unknown>;
  readonly faults: readonly FieldFault[];

  constructor(
    definition: ProblemDefinition,
    facts: Record<string, unknown> = {},
    options: { cause?: unknown; faults?: readonly FieldFault[] } = {},
  ) {
    super(`${definition.code}: ${fill(definition.en, facts)}`, { cause: options.cause });
    this.name = "Problem";
    this.definition = definition;
    this.facts = facts;
    this.faults = options.faults ?? [];
  }

  get code(): string {
    return this.definition.code;
  }

  sentence(language: Language): string {
    return fill(this.definition[language], this.facts);
  }

  toDocument(language: Language, instance?: string): ProblemDocument {
    return {
      ...this.facts,
      type: `/docs/problems#${this.code}`,
      title: this.code,
      status: this.definition.status,
      code: this.code,
      detail: this.sentence(language),
      ...(instance === undefined ? {} : { instance }),
      ...(this.faults.length === 0
        ? {}
        : { errors: this.faults.map((fault) => ({ pointer: fault.pointer, detail: fault[language] })) }),
    };
  }
}

/** Throws with the facts checked against the sentence's places at compile time. */
export function problem<Sentence extends string>(
  definition: ProblemDefinition<Sentence>,
  ...rest: [Places<Sentence>] extends [never]
    ? [facts?: Record<string, unknown>, options?: { cause?: unknown; faults?: readonly FieldFault[] }]
    : [facts: FactsOf<Sentence>, options?: { cause?: unknown; faults?: readonly FieldFault[] }]
): Problem {
  return new Problem(definition, rest[0], rest[1]);
}

/** Puts facts into the `{places}` of a sentence; a place without a fact stays visible so that tests notice it. */
export function fill(sentence: string, facts: Record<string, unknown>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const fact = facts[name];
    return typeof fact === "string" || typeof fact === "number" ? String(fact) : place;
  });
}
