import { Converter } from "opencc-js/t2cn";

let converter: ((text: string) => string) | undefined;

/**
 * One spelling of a text for comparing: full width and half width, large and small letters, traditional and simplified
 * characters become the same. Character for character wherever Unicode allows, so that places in the folded text are
 * places in the text.
 */
export function fold(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().replaceAll("\0", "");
  if (!hasHan.test(plain)) return plain;
  converter ??= Converter({ from: "t", to: "cn" });
  return plain.replaceAll(hanRuns, converter);
}

const hasHan = /[\u3400-\u9fff]/;
const hanRuns = /[\u3400-\u9fff]+/g;

export type Piece = { readonly script: "han" | "latin"; readonly text: string; readonly at: number };

const pieces = /(?<han>[\u3400-\u9fff]+)|(?<latin>[a-z0-9\u00c0-\u024f]+(?:[.\-/_][a-z0-9\u00c0-\u024f]+)*)/g;

/** Runs of Han characters and of letters with digits, of a folded text; `pm2.5` and `de-00002` are one run. */
export function piecesOf(folded: string): Piece[] {
  return [...folded.matchAll(pieces)].map(({ groups, index }) =>
    groups?.["han"] === undefined
      ? { script: "latin", text: groups?.["latin"] ?? "", at: index }
      : { script: "han", text: groups["han"], at: index },
  );
}

/** Letters and digits apart from their joints: `de-00002` gives `de` and `00002`. */
export const partsOf = (latin: string): string[] => latin.split(/[.\-/_]+/).filter((part) => part !== "");

/** Plural and singular are one word; short words and `-ss` stay as they are. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}
