import type { SearchKind } from "#contract/search";
import type { Texts } from "./texts.ts";
import type { Alternative, Question, Word } from "./question.ts";
import { wholeTerm } from "./lexemes.ts";

/** What ranking looks at beside the texts. */
export interface Standing {
  readonly kind: SearchKind;
  readonly hasData: boolean;
  readonly loadedAt: Date | null;
  readonly updateCycle: string | null;
  readonly quality: number | null;
  readonly uses: number;
}

export type TextField = "name" | "nameEn" | "aliases" | "code" | "items" | "theme" | "abstract";

/** How much a word says where it stands. */
const fieldWeights: Readonly<Record<TextField, number>> = {
  name: 1,
  nameEn: 0.95,
  aliases: 0.9,
  code: 0.9,
  items: 0.6,
  theme: 0.45,
  abstract: 0.4,
};
const textFields = Object.keys(fieldWeights) as readonly TextField[];

const aboutWeights = { element: 0.55, department: 0.6, system: 0.5 } as const;

/** How sure it is that what was met is what was meant. */
const howWeights: Readonly<Record<Alternative["how"], number>> = {
  text: 1,
  synonym: 0.85,
  about: 1,
  pinyin: 0.85,
  initials: 0.8,
  sound: 0.75,
  spelling: 0.8,
};

/** The best way in which an entry meets a word. */
export interface Meeting {
  readonly word: Word;
  readonly alternative: Alternative;
  readonly field: TextField | "about";
  /** 0 to 1. */
  readonly strength: number;
}

export interface Scored {
  readonly score: number;
  readonly meetings: readonly Meeting[];
}

const kindWeights: Readonly<Record<SearchKind, number>> = {
  resource: 1,
  element: 0.92,
  department: 0.97,
  service: 0.97,
  system: 0.9,
  dataset: 1,
  external: 1,
};

/**
 * Text first: the share of the question's weight that is met, each word where it says most. A name that is the question,
 * or little more than it, stands before one that holds it among other things. Use, quality and freshness decide between
 * entries that say the same.
 */
export function scoreOf(question: Question, texts: Texts, standing: Standing, now: Date): Scored {
  const meetings = question.words.map((word) => bestMeeting(word, texts));
  const met = meetings.filter((meeting) => meeting !== null);
  const weight = question.words.reduce((sum, word) => sum + word.weight, 0);
  const strength = met.reduce((sum, { word, strength: own }) => sum + word.weight * own, 0);
  const text = weight === 0 ? 0 : strength / weight;
  const score =
    text * (1 + 0.25 * nameShare(met, texts)) + wholeName(question, texts) + 0.12 * standingOf(standing, now);
  return { score: text === 0 ? 0 : score * kindWeights[standing.kind], meetings: met };
}

function bestMeeting(word: Word, texts: Texts): Meeting | null {
  let best: Meeting | null = null;
  for (const alternative of word.alternatives) {
    for (const [field, strength] of waysOf(alternative, texts)) {
      if (strength > (best?.strength ?? 0)) best = { word, alternative, field, strength };
    }
  }
  return best;
}

function waysOf(alternative: Alternative, texts: Texts): readonly (readonly [Meeting["field"], number])[] {
  const how = howWeights[alternative.how];
  switch (alternative.how) {
    case "text":
    case "synonym":
    case "spelling": {
      const { text } = alternative;
      return textFields.map((field) => [field, how * fieldWeights[field] * closeness(text, texts.folded[field])]);
    }
    case "pinyin":
    case "sound": {
      const { syllables, begun } = alternative.spelling;
      return namesWith(`'${syllables.join("'")}'${begun}`, texts.sound, how);
    }
    case "initials":
      return namesWith(alternative.initials, texts.initials, how);
    case "about":
      return isAbout(alternative, texts) ? [["about", how * aboutWeights[alternative.kind]]] : [];
  }
}

function namesWith(wanted: string, { name, aliases }: Texts["sound"], how: number): [TextField, number][] {
  if (name.includes(wanted)) return [["name", how]];
  return aliases.includes(wanted) ? [["aliases", how * fieldWeights.aliases]] : [];
}

function isAbout({ term }: Extract<Alternative, { how: "about" }>, { about }: Texts): boolean {
  const id = term.slice(3);
  return about.department === id || about.system === id || about.elements.includes(id);
}

const latin = /^[a-z0-9]/;

/** 1 where the text stands in the field, less where a Latin word there only begins with it, 0 where it does not. */
export function closeness(text: string, field: string): number {
  const at = placeOf(text, field);
  if (at < 0) return 0;
  if (!latin.test(text)) return 1;
  const rest = /^[a-z0-9]*/.exec(field.slice(at + text.length))?.[0] ?? "";
  return rest === "" || rest === "s" || rest === "es" ? 1 : 0.7;
}

/** Where a text stands in a folded field; a Latin one only at the beginning of a word. */
export function placeOf(text: string, field: string, from = 0): number {
  let at = field.indexOf(text, from);
  if (!latin.test(text)) return at;
  while (
    at > 0 &&
    /[a-z0-9]/.test(field[at - 1] ?? "") &&
    /[a-z]/.test(field[at - 1] ?? "") === /[a-z]/.test(text[0] ?? "")
  )
    at = field.indexOf(text, at + 1);
  return at;
}

/** How much of a name is what was asked for, 0 to 1: of the Chinese or the English one, or of the closest other name. */
function nameShare(meetings: readonly Meeting[], { folded, sound, initials }: Texts): number {
  const met = (field: Meeting["field"]) => meetings.filter((meeting) => meeting.field === field);
  const share = (own: readonly Meeting[], length: number) =>
    Math.min(1, own.reduce((sum, { alternative, word }) => sum + lengthOf(alternative, word), 0) / Math.max(1, length));
  const ofAlias = met("aliases").map((meeting) => {
    const { alternative } = meeting;
    if ("initials" in alternative) return share([meeting], shortestWith(alternative.initials, initials.aliases).length);
    if ("spelling" in alternative) {
      const line = shortestWith(`'${alternative.spelling.syllables.join("'")}'`, sound.aliases);
      return share([meeting], line.split("'").length - 2);
    }
    return "text" in alternative ? share([meeting], shortestWith(alternative.text, folded.aliases).length) : 0;
  });
  return Math.max(share(met("name"), folded.name.length), share(met("nameEn"), folded.nameEn.length), ...ofAlias);
}

function lengthOf(alternative: Alternative, word: Word): number {
  if ("text" in alternative) return alternative.text.length;
  if ("spelling" in alternative) return alternative.spelling.syllables.length;
  return "initials" in alternative ? alternative.initials.length : word.text.length;
}

const shortestWith = (wanted: string, lines: string): string =>
  lines
    .split("\n")
    .filter((line) => line.includes(wanted))
    .toSorted((a, b) => a.length - b.length)[0] ?? lines;

function wholeName(question: Question, { folded }: Texts): number {
  const whole = wholeTerm(question.text);
  if (whole === "=") return 0;
  if (wholeTerm(folded.name) === whole || folded.code === question.text) return 0.5;
  if (wholeTerm(folded.nameEn) === whole) return 0.45;
  if (folded.aliases.split("\n").some((alias) => wholeTerm(alias) === whole)) return 0.35;
  if (question.words.length < 2 || !folded.name.includes(question.text)) return 0;
  return 0.15;
}

const cycleDays: Readonly<Record<string, number>> = {
  "real-time": 1,
  daily: 2,
  weekly: 9,
  monthly: 35,
  quarterly: 100,
  "half-yearly": 190,
  yearly: 380,
};

/** 0 to 1: has data, good data, used data, fresh by its own cycle. */
export function standingOf({ hasData, loadedAt, updateCycle, quality, uses }: Standing, now: Date): number {
  const days = loadedAt === null ? Number.POSITIVE_INFINITY : (now.getTime() - loadedAt.getTime()) / 86_400_000;
  const isFresh = days <= (cycleDays[updateCycle ?? ""] ?? 380);
  return (
    (hasData ? 0.25 : 0) +
    (0.25 * (quality ?? 0)) / 100 +
    0.3 * Math.min(1, Math.log1p(Math.max(0, uses)) / Math.log(50)) +
    (isFresh ? 0.2 : 0)
  );
}
