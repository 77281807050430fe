import type { Dimension } from "#contract/quality";
import type { Grade } from "#contract/quality-rules";
import type { Bilingual } from "#contract/text";

export interface Scheme {
  readonly id: string;
  readonly name: Bilingual;
  readonly basis: string;
  readonly isExample: boolean;
  /** Five, best first. */
  readonly grades: readonly Grade[];
  readonly weights: Readonly<Record<Dimension, number>> | null;
}

/** Every scheme there is, and from which day on which one holds. */
export interface Schemes {
  readonly schemes: readonly Scheme[];
  /** Oldest first. */
  readonly choices: readonly { readonly effectiveOn: string; readonly scheme: string }[];
}

/** The scheme in force on a day. @throws where none is: a grade must not rest on one that was made up */
export function schemeOn({ schemes, choices }: Schemes, day: string): Scheme {
  const chosen = choices.findLast(({ effectiveOn }) => effectiveOn <= day);
  const scheme = schemes.find(({ id }) => id === chosen?.scheme);
  if (!scheme) throw new Error(`No grade scheme is in force on ${day}.`);
  return scheme;
}

/** The best grade whose lower limit the score reaches; the last grade begins at 0. */
export function gradeOf({ grades, id }: Pick<Scheme, "grades" | "id">, score: number): Grade {
  const grade = grades.toSorted((a, b) => b.from - a.from).find(({ from }) => score >= from) ?? grades.at(-1);
  if (!grade) throw new Error(`Scheme ${id} has no grades.`);
  return grade;
}
