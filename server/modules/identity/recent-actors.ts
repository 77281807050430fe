import type { Actor } from "#kernel/call";

const keptMs = 1000;
/** From this age on an answer that was asked for more than once is looked up anew, before anybody has to wait for it. */
const refreshAfterMs = 700;
/** Such look-ups go together, so that a thousand busy programs cost a few queries a second. */
const refreshEveryMs = 100;
const largest = 5000;

/**
 * Who the tokens of the last second belonged to, so that a busy page or program costs one look-up a second instead of
 * one a request. Nothing is kept longer than a second: a disabled account or revoked token stops within it, on every
 * hub process; on the process that made the change it stops at once (`forget`).
 */
export interface RecentActors {
  /** The answer of the last second, or a fresh one; many askers at once share one look-up. */
  get(key: string, look: () => Promise<Actor | null>): Promise<Actor | null>;
  forget(): void;
}

/** `monotonicMs` never goes back, so that setting the wall clock cannot prolong an answer. */
export function createRecentActors(monotonicMs: () => number = () => performance.now()): RecentActors {
  let recent = new Map<string, Kept>();
  let refreshedAt = monotonicMs();
  return {
    async get(key, look) {
      const at = monotonicMs();
      const known = recent.get(key);
      if (known && at - known.at < keptMs) {
        known.isAskedAgain = true;
        if (at - refreshedAt >= refreshEveryMs) refreshOld(at);
        return known.answer;
      }
      if (recent.size >= largest) recent = new Map();
      const answer = look();
      recent.set(key, { at, answer, look, isAskedAgain: false });
      try {
        const actor = await answer;
        if (actor === null) drop(key, answer);
        return actor;
      } catch (error) {
        drop(key, answer);
        throw error;
      }
    },
    forget: () => void (recent = new Map()),
  };

  function refreshOld(at: number): void {
    refreshedAt = at;
    for (const [key, known] of recent) {
      if (at - known.at >= keptMs) recent.delete(key);
      else if (at - known.at >= refreshAfterMs && known.isAskedAgain) void refresh(key, known, at);
    }
  }

  /** What was known serves until the new answer is there, and not beyond its second. */
  async function refresh(key: string, known: Kept, at: number): Promise<void> {
    known.isAskedAgain = false;
    const actor = await known.look().catch(() => null);
    if (recent.get(key) !== known) return;
    if (actor === null) recent.delete(key);
    else recent.set(key, { ...known, at, answer: Promise.resolve(actor), isAskedAgain: false });
  }

  /** Tokens nobody owns are not kept: guessing must not push out the real ones. */
  function drop(key: string, answer: Promise<Actor | null>): void {
    if (recent.get(key)?.answer === answer) recent.delete(key);
  }
}

interface Kept {
  readonly at: number;
  readonly answer: Promise<Actor | null>;
  readonly look: () => Promise<Actor | null>;
  isAskedAgain: boolean;
}
