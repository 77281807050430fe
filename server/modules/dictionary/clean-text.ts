import type { CheckName, ValueType } from "#contract/dictionary";
import { changed, cleanedAway, cleanedTo, type Draft, halfWidth, isEmptyWord, refused, tidied } from "./cleaning.ts";
import { indexOf } from "./code-index.ts";
import type { Cleaned, CleanHint, CodeList } from "./door.ts";

/** How texts with a check are written: what may be dropped between their characters, and whether letters are capitals. */
interface Writing {
  readonly drop: RegExp | null;
  readonly isUpperCase: boolean;
  /** Only digits, so that `510104.0` can only be a spreadsheet's doing. */
  readonly isDigits: boolean;
}

const writing = (drop: RegExp | null, isUpperCase: boolean, isDigits: boolean): Writing => ({
  drop,
  isUpperCase,
  isDigits,
});
const spaces = /[\s'`’‘]+/g;
const spacesAndHyphens = /[\s'`’‘-]+/g;

const writings: Partial<Record<CheckName, Writing>> = {
  "citizen-id": writing(spaces, true, true),
  "credit-code": writing(spacesAndHyphens, true, true),
  "organisation-code": writing(spacesAndHyphens, true, true),
  "licence-id": writing(spaces, true, false),
  "service-item": writing(spaces, true, true),
  "mobile-phone": writing(spacesAndHyphens, false, true),
  phone: writing(spaces, false, true),
  postcode: writing(spaces, false, true),
  email: writing(spaces, false, false),
  "division-code": writing(spaces, false, true),
  "bank-card": writing(spacesAndHyphens, false, true),
  "vehicle-plate": writing(/[\s·.-]+/g, true, false),
};

export function cleanText(text: string, type: ValueType, hint: CleanHint): Cleaned {
  const tidy = tidied(text);
  if (hint.codes) return cleanCode(tidy, hint.codes);
  const how = hint.check === null ? undefined : writings[hint.check];
  if (!how) return withinLength(tidy, type);
  if (tidy.text === "") return cleanedAway(tidy.kinds);
  const narrow = halfWidth(tidy);
  const draft = written(narrow, how, hint.check);
  // No check of a text can pass on such a word, so it can only mean that there is no value.
  const isAbsent = draft.text === "" || isEmptyWord(narrow.text) || isEmptyWord(draft.text);
  return isAbsent ? cleanedAway([...tidy.kinds, "empty-word"]) : withinLength(draft, type);
}

function written(narrow: Draft, how: Writing, check: CheckName | null): Draft {
  let draft = narrow;
  if (how.drop) draft = changed(draft, draft.text.replaceAll(how.drop, ""), "separators");
  if (check === "mobile-phone")
    draft = changed(draft, draft.text.replace(/^(?:\+|00)?86(?=1\d{10}$)/, ""), "separators");
  if (how.isUpperCase) draft = changed(draft, draft.text.toUpperCase(), "upper-case");
  return how.isDigits ? withoutDecimals(draft) : draft;
}

/** A value of a code set: a text that names a code becomes the code, an unknown text stays for the check to tell. */
function cleanCode(tidy: Draft, list: CodeList): Cleaned {
  const codes = indexOf(list);
  if (codes.isCode(tidy.text)) return cleanedTo(tidy);
  if (tidy.text === "") return cleanedAway(tidy.kinds);
  const whole = withoutDecimals(halfWidth(tidy));
  if (codes.isCode(whole.text)) return cleanedTo(whole);
  const code = codes.codeFor(whole.text);
  if (code !== undefined) return cleanedTo(changed(tidy, code, "code-alias"));
  return isEmptyWord(whole.text) ? cleanedAway([...tidy.kinds, "empty-word"]) : cleanedTo(tidy);
}

const withoutDecimals = (draft: Draft): Draft =>
  changed(draft, draft.text.replace(/^(\d+)\.0+$/, "$1"), "decimals-dropped");

function withinLength(draft: Draft, { maxLength }: ValueType): Cleaned {
  if (maxLength === null || draft.text.length <= maxLength) return cleanedTo(draft);
  // Characters beyond the basic plane count once, as the lake counts them.
  const length = Array.from(draft.text).length;
  if (length <= maxLength) return cleanedTo(draft);
  return refused(
    "type.too-long",
    { zh: `有 ${length} 个字符，最多 ${maxLength} 个。`, en: `It has ${length} characters; at most ${maxLength} fit.` },
    {
      zh: "请缩短；若是几个值写在一起，请分开。",
      en: "Shorten it; if several values stand in one field, separate them.",
    },
  );
}
