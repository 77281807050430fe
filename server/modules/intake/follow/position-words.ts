import { z } from "zod";
import type { FollowMode } from "#contract/intake-follow";
import type { Bilingual } from "#contract/text";

/** What the modes keep as their position; anything else is a place in a log, which speaks for itself. */
const Kept = z.union([
  z.object({ file: z.string() }),
  z.object({ stream: z.string(), number: z.int() }),
  z.object({ mode: z.string(), column: z.string().nullable(), value: z.string().nullable(), at: z.string() }),
]);

/** How far a follow has come, as a person reads it. */
export function positionWords(mode: FollowMode, position: string | null): Bilingual | null {
  if (position === null) return null;
  const kept = position.startsWith("{") ? Kept.safeParse(parsed(position)).data : undefined;
  if (!kept) return mode === "capture" ? logWords(position) : null;
  if ("file" in kept) return { zh: `文件 ${kept.file}`, en: `file ${kept.file}` };
  if ("stream" in kept)
    return { zh: `${kept.stream} 第 ${kept.number} 条`, en: `${kept.stream}, message ${kept.number}` };
  if (kept.value !== null)
    return { zh: `${kept.column ?? "水位"} 到 ${kept.value}`, en: `${kept.column ?? "watermark"} up to ${kept.value}` };
  return { zh: "整张表", en: "the whole table" };
}

function logWords(position: string): Bilingual {
  const [file, offset] = position.split(":");
  return offset !== undefined && /^\d+$/.test(offset)
    ? { zh: `日志 ${file} 第 ${offset} 字节`, en: `log ${file}, byte ${offset}` }
    : { zh: `日志位置 ${position}`, en: `log position ${position}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
