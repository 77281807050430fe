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
  /** How the name and the other names sound: `'hun'yin'`, a line for each name. */
  readonly sound: { readonly name: string; readonly aliases: string };
  readonly initials: { readonly name: string; readonly aliases: string };
}

export function docOf(entry: Entry): Doc {
  const { name, nameEn, aliases, code, theme, abstract, items, about } = entry;
  return {
    name,
    nameEn,
    aliases,
    code,
    theme,
    abstract,
    items,
    about,
    folded: {
      name: fold(name),
      nameEn: fold(nameEn),
      aliases: fold(aliases.join("\n")),
      items: fold(items.map((item) => `${item.zh}\n${item.en}\n${item.field}`).join("\n")),
      code: fold(code),
      theme: fold(theme),
      abstract: fold(abstract),
    },
    sound: { name: soundOf(fold(name)), aliases: fold(aliases.join("\n")).split("\n").map(soundOf).join("\n") },
    initials: { name: firstsOf(fold(name)), aliases: fold(aliases.join("\n")).split("\n").map(firstsOf).join("\n") },
  };
}

const hanOf = (folded: string) => piecesOf(folded).flatMap(({ script, text }) => (script === "han" ? [text] : []));
const soundOf = (folded: string) =>
  hanOf(folded)
    .map((run) => `'${syllablesOf(run).join("'")}'`)
    .join(" ");
const firstsOf = (folded: string) => hanOf(folded).map(initialsOf).join(" ");
