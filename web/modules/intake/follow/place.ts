import { z } from "zod";

/** Where timed modes stand, as the hub keeps it; only `value`, the watermark that was reached, tells a person something. */
const Timed = z.object({ mode: z.string(), value: z.string().nullable() });

/** A position as people read it: the watermark of a timed mode, else what the source's log calls it. */
export function placeOf(position: string | null): string | null {
  if (position === null || !position.startsWith("{")) return position;
  try {
    const { success, data } = Timed.safeParse(JSON.parse(position));
    return success ? data.value : position;
  } catch {
    return position;
  }
}
