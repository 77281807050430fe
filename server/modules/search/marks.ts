import type { MarkedText, SearchReason } from "#contract/search";
import type { Doc } from "./doc.ts";
import { fold, piecesOf } from "./fold.ts";
import { type Meeting, placeOf } from "./score.ts";
import { initialsOf, syllablesOf } from "./sound.ts";

type Mark = [number, number];

/** The text with every place marked where one of these words was met. */
export function marked(text: string, meetings: readonly Meeting[]): MarkedText {
  const folded = fold(text);
  // Where folding changes the length, places in one are not places in the other.
  if (folded.length !== text.length) return { text, marks: [] };
  return { text, marks: joined(meetings.flatMap((meeting) => placesOf(folded, meeting))) };
}

function placesOf(folded: string, { alternative }: Meeting): Mark[] {
  switch (alternative.how) {
    case "text":
    case "synonym":
    case "spelling":
      return textPlaces(folded, alternative.text);
    case "pinyin":
    case "sound": {
      const { syllables, begun } = alternative.spelling;
      const wanted = `'${syllables.join("'")}'${begun}`;
      const size = syllables.length + (begun === "" ? 0 : 1);
      return hanPlaces(folded, size, (run) => `'${syllablesOf(run).join("'")}'`.startsWith(wanted));
    }
    case "initials": {
      const { initials } = alternative;
      return hanPlaces(folded, initials.length, (run) => initialsOf(run) === initials);
    }
    case "about":
      return [];
  }
}

function textPlaces(folded: string, text: string): Mark[] {
  const marks: Mark[] = [];
  for (let at = placeOf(text, folded); at >= 0; at = placeOf(text, folded, at + text.length))
    marks.push([at, at + text.length]);
  return marks;
}

function hanPlaces(folded: string, size: number, fits: (run: string) => boolean): Mark[] {
  return piecesOf(folded).flatMap(({ script, text, at }) => {
    if (script !== "han") return [];
    const starts = Array.from({ length: Math.max(0, text.length - size + 1) }, (_, start) => start);
    return starts
      .filter((start) => fits(text.slice(start, start + size)))
      .map((start): Mark => [at + start, at + start + size]);
  });
}

function joined(marks: readonly Mark[]): Mark[] {
  const list: Mark[] = [];
  for (const [start, end] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = list.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else list.push([start, end]);
  }
  return list;
}

const snippetLength = 120;

/** The stretch of an abstract around the first place that was met. */
export function snippet(abstract: string, meetings: readonly Meeting[]): MarkedText {
  const { text, marks } = marked(abstract, meetings);
  const first = marks[0]?.[0] ?? 0;
  if (text.length <= snippetLength) return { text, marks };
  const start = first <= snippetLength - 20 ? 0 : first - 20;
  const head = start > 0 ? "…" : "";
  const cut = text.slice(start, start + snippetLength);
  const shift = head.length - start;
  return {
    text: head + cut + (start + snippetLength < text.length ? "…" : ""),
    marks: marks
      .filter(([from, to]) => from >= start && to <= start + snippetLength)
      .map(([from, to]) => [from + shift, to + shift]),
  };
}

/** Why it was found, where the name alone does not show it. */
export function reasonsOf(doc: Doc, meetings: readonly Meeting[]): SearchReason[] {
  return meetings.flatMap((meeting): SearchReason[] => {
    const { field, alternative, word } = meeting;
    const base = { how: alternative.how, said: word.text };
    const reason = (name: SearchReason["field"], text: string) => [
      { ...base, field: name, found: marked(text, [meeting]) },
    ];
    switch (field) {
      case "name":
        return nameReason(doc, meeting);
      case "nameEn":
        return reason("name", doc.nameEn);
      case "aliases":
        return reason("alias", lineWith(doc.aliases, meeting));
      case "items":
        return itemReason(doc, meeting);
      case "code":
        return reason("code", doc.code);
      case "theme":
        return reason("theme", doc.theme);
      case "abstract":
        return [{ ...base, field: "abstract", found: snippet(doc.abstract, [meeting]) }];
      case "about":
        return alternative.how === "about" ? reason(alternative.kind, alternative.name) : [];
    }
  });
}

/** Sounds and initials may have been met in another name. */
function nameReason(doc: Doc, meeting: Meeting): SearchReason[] {
  const { alternative, word } = meeting;
  const inName = marked(doc.name, [meeting]);
  const found = inName.marks.length > 0 ? inName : marked(lineWith(doc.aliases, meeting), [meeting]);
  const field = inName.marks.length > 0 || found.marks.length === 0 ? ("name" as const) : ("alias" as const);
  return [{ field, how: alternative.how, said: word.text, found: found.marks.length > 0 ? found : inName }];
}

function itemReason(doc: Doc, meeting: Meeting): SearchReason[] {
  const { alternative, word } = meeting;
  const texts = doc.items.flatMap((item) => [item.zh, item.en, item.field]);
  return [{ field: "item", how: alternative.how, said: word.text, found: marked(lineWith(texts, meeting), [meeting]) }];
}

const lineWith = (texts: readonly string[], meeting: Meeting): string =>
  texts.find((text) => placesOf(fold(text), meeting).length > 0) ?? texts[0] ?? "";
