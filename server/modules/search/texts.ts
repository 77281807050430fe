import type { Entry } from "./entry.ts";
import { fold, piecesOf } from "./fold.ts";
import { initialsOf, syllablesOf } from "./sound.ts";

/** What a search compares: folded once when put, so that a search folds nothing but the question. */
export interface Texts {
  readonly folded: {
    readonly name: string;
    readonly nameEn: string;
    /** One to a line. */
    readonly aliases: string;
    readonly code: string;
    readonly items: string;
    readonly theme: string;
    readonly abstract: string;
  };
  /** How the name and the other names sound: `'hun'yin'`, a line for each name. */
  readonly sound: { readonly name: string; readonly aliases: string };
  readonly initials: { readonly name: string; readonly aliases: string };
  /** Ids of what it is about; empty where there is none. */
  readonly about: { readonly department: string; readonly system: string; readonly elements: readonly string[] };
}

export function textsOf({ name, nameEn, aliases, code, theme, abstract, items, about }: Entry): Texts {
  const folded = {
    name: fold(name),
    nameEn: fold(nameEn),
    aliases: fold(aliases.join("\n")),
    code: fold(code),
    items: fold(items.map((item) => `${item.zh}\n${item.en}\n${item.field}`).join("\n")),
    theme: fold(theme),
    abstract: fold(abstract),
  };
  const lines = (how: (line: string) => string) => folded.aliases.split("\n").map(how).join("\n");
  return {
    folded,
    sound: { name: soundOf(folded.name), aliases: lines(soundOf) },
    initials: { name: firstsOf(folded.name), aliases: lines(firstsOf) },
    about: { department: about.department ?? "", system: about.system ?? "", elements: about.elements },
  };
}

const hanOf = (folded: string) => piecesOf(folded).flatMap(({ script, text }) => (script === "han" ? [text] : []));
const soundOf = (folded: string) =>
  hanOf(folded)
    .map((run) => `'${syllablesOf(run).join("'")}'`)
    .join(" ");
const firstsOf = (folded: string) => hanOf(folded).map(initialsOf).join(" ");

/** Between the parts of the column `texts`; nobody types it. */
const between = "\u0001";

/** The column `texts`: some hundred are read for one page, and splitting costs a tenth of reading JSON. */
export const writeTexts = ({ folded, sound, initials, about }: Texts): string =>
  [
    folded.name,
    folded.nameEn,
    folded.aliases,
    folded.code,
    folded.items,
    folded.theme,
    folded.abstract,
    sound.name,
    sound.aliases,
    initials.name,
    initials.aliases,
    about.department,
    about.system,
    about.elements.join(" "),
  ]
    .map((part) => part.replaceAll(between, " "))
    .join(between);

export function readTexts(column: string): Texts {
  const [name = "", nameEn = "", aliases = "", code = "", items = "", theme = "", abstract = "", ...rest] =
    column.split(between);
  const [sound = "", sounds = "", initials = "", firsts = "", department = "", system = "", elements = ""] = rest;
  return {
    folded: { name, nameEn, aliases, code, items, theme, abstract },
    sound: { name: sound, aliases: sounds },
    initials: { name: initials, aliases: firsts },
    about: { department, system, elements: elements === "" ? [] : elements.split(" ") },
  };
}
