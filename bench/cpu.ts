import { readdirSync, readFileSync } from "node:fs";

/** Hundredths of a second, as Linux counts processor time for programs. */
const ticksPerSecond = 100;

interface ProcessFacts {
  readonly parent: number;
  readonly seconds: number;
}

/**
 * Processor seconds used so far by a process and by everything it has started (its PostgreSQL). On a machine that others
 * use too, time by the clock says more about them; this says what an answer costs.
 */
export function cpuSeconds(pid: number): { readonly own: number; readonly started: number } {
  const all = new Map<number, ProcessFacts>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const facts = factsOf(Number(entry));
    if (facts) all.set(Number(entry), facts);
  }
  const isBelow = (id: number): boolean => {
    for (let at = all.get(id)?.parent ?? 0; at > 1; at = all.get(at)?.parent ?? 0) if (at === pid) return true;
    return false;
  };
  const started = [...all].filter(([id]) => isBelow(id)).reduce((sum, [, { seconds }]) => sum + seconds, 0);
  return { own: all.get(pid)?.seconds ?? 0, started };
}

function factsOf(pid: number): ProcessFacts | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // Its own, in programs and in the kernel, and that of its children that have ended.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), seconds: ticks / ticksPerSecond };
  } catch {
    return null;
  }
}
