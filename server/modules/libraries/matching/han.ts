import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import { type LakeSession, literal } from "#kernel/lake/lake";

/** CJK Unified Ideographs; characters beyond it stand for themselves. */
const first = 0x4e00;
const last = 0x9fff;

/** Names of the lake variables that hold one entry per character, in the order of Unicode. */
const variables = { plain: "weir_han_plain", sound: "weir_han_sound" } as const;

let tables: { readonly plain: readonly string[]; readonly sound: readonly string[] } | undefined;

/**
 * Every character with the form it is compared in (simplified; 异体字 and traditional ones become the common form) and with
 * its syllable without tone as two letters. Made once in a process, in a tenth of a second.
 */
function characterTables() {
  if (tables) return tables;
  const characters = Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
  const simplified = Converter({ from: "tw", to: "cn" })(characters.join("\n")).split("\n");
  const plain = characters.map((character, index) => {
    const form = simplified[index] ?? character;
    return form.length === 1 ? form : character;
  });
  const syllables = new Map<string, string>();
  const codeOf = (syllable: string): string => {
    const known = syllables.get(syllable);
    if (known !== undefined) return known;
    const place = syllables.size;
    const code = String.fromCharCode(48 + Math.floor(place / 60), 48 + (place % 60));
    syllables.set(syllable, code);
    return code;
  };
  const spoken = pinyin(plain.join(""), { toneType: "none", type: "array", segmentit: 1 });
  const sound = plain.map((character, index) => codeOf(spoken[index] ?? character));
  tables = { plain, sound };
  return tables;
}

/** Makes the tables known to a session. */
export async function installHan(session: LakeSession): Promise<void> {
  const { plain, sound } = characterTables();
  await session.write(`set variable ${variables.plain} = string_split(${literal(plain.join(" "))}, ' ')`);
  await session.write(`set variable ${variables.sound} = string_split(${literal(sound.join(" "))}, ' ')`);
}

const perCharacter = (expression: string, entry: string): string =>
  `array_to_string(list_transform(string_split(${expression}, ''), lambda c: ${entry}), '')`;

/** The entry of a character; characters outside the table stand for themselves. A case around it would copy the table for every row. */
const entryOf = (table: string): string =>
  `coalesce(getvariable('${table}')[greatest(unicode(c) - ${first - 1}, 0)], c)`;

/** The text with each character in the form it is compared in. */
export const plainHan = (expression: string): string => perCharacter(expression, entryOf(variables.plain));

/** Whether a text holds a character whose plain form is another: one in a hundred texts does, and the look costs a fiftieth of the rewrite. */
export function needsPlain(expression: string): string {
  const { plain } = characterTables();
  const others = plain.flatMap((form, index) => {
    const character = String.fromCharCode(first + index);
    return form === character ? [] : [character];
  });
  return `regexp_matches(${expression}, ${literal(`[${others.join("")}]`)})`;
}

/** How the text sounds: two letters a character; others stand for themselves. */
export const soundOf = (expression: string): string => perCharacter(expression, entryOf(variables.sound));

/**
 * One byte a character, so that distances that count bytes count characters. Two characters share a byte once in 94: a
 * distance is never larger than the true one, and equality is asked of the texts themselves.
 */
export const byteCoded = (expression: string): string =>
  perCharacter(expression, `case when unicode(c) < 127 then c else chr((33 + (unicode(c) * 7919) % 94)::int) end`);
