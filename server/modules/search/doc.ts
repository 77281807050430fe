import type { Entry } from "./entry.ts";
import { fold, piecesOf } from "./fold.ts";
import { initialsOf, syllablesOf } from "./sound.ts";

/** What is kept of an entry: its texts as shown, and folded once so that a search folds nothing but the question. */
export interface Doc {
  readonly name: string;
  readonly nameEn: string;
  readonly aliases: readonly string[];
  readonly code: string;
  readonly theme: string;
  readonly abstract: string;
  readonly items: Entry["items"];
  readonly about: Entry["about"];
  readonly folded: {
    readonly name: string;
    readonly nameEn: string;
    /** One to a line. */
    readonly aliases: string;
    readonly items: string;
    readonly code: string;
    readonly theme: string;
    readonly abstract: string;
  };
  /** `'hun'yin'` of every run of the names, one to a line, and their initials. */
  readonly sound: string;
  readonly initials: string;
}

export function docOf(entry: Entry): Doc {
  const { name, nameEn, aliases, code, theme, abstract, items, about } = entry;
  const names = [name, ...aliases].map(fold);
  const han = names.flatMap(piecesOf).flatMap((piece) => (piece.script === "han" ? [piece.text] : []));
  return {
    ...{ name, nameEn, aliases, code, theme, abstract, items, about },
    folded: {
      name: fold(name),
      nameEn: fold(nameEn),
      aliases: fold(aliases.join("\n")),
      items: fold(items.map((item) => `${item.zh}\n${item.en}\n${item.field}`).join("\n")),
      code: fold(code),
      theme: fold(theme),
      abstract: fold(abstract),
    },
    sound: [...new Set(han.map((run) => `'${syllablesOf(run).join("'")}'`))].join("\n"),
    initials: [...new Set(han.map(initialsOf))].join("\n"),
  };
}
