import type { Actor } from "#kernel/call";

const keptMs = 1000;
/** From this age on an answer that is still asked for is looked up anew, before anybody has to wait for it. */
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
  let due = new Map<string, () => Promise<Actor | null>>();
  let refreshedAt = monotonicMs();
  return {
    async get(key, look) {
      const at = monotonicMs();
      const known = recent.get(key);
      if (known && at - known.at < keptMs) {
        if (at - known.at >= refreshAfterMs) refreshSoon(key, look, at);
        return known.answer;
      }
      if (recent.size >= largest) recent = new Map();
      return keep(key, at, look());
    },
    forget() {
      recent = new Map();
      due = new Map();
    },
  };

  async function keep(key: string, at: number, answer: Promise<Actor | null>): Promise<Actor | null> {
    recent.set(key, { at, answer });
    try {
      const actor = await answer;
      if (actor === null) drop(key, answer);
      return actor;
    } catch (error) {
      drop(key, answer);
      throw error;
    }
  }

  function refreshSoon(key: string, look: () => Promise<Actor | null>, at: number): void {
    due.set(key, look);
    if (at - refreshedAt < refreshEveryMs) return;
    refreshedAt = at;
    const asked = due;
    due = new Map();
    for (const [one, lookAgain] of asked) void refresh(one, at, lookAgain);
  }

  /** What was known serves until the new answer is there, and not beyond its second. */
  async function refresh(key: string, at: number, look: () => Promise<Actor | null>): Promise<void> {
    const known = recent.get(key);
    if (!known || known.isRefreshing) return;
    known.isRefreshing = true;
    const actor = await look().catch(() => null);
    if (recent.get(key) !== known) return;
    if (actor === null) recent.delete(key);
    else recent.set(key, { at, answer: Promise.resolve(actor) });
  }

  /** Tokens nobody owns are not kept: guessing must not push out the real ones. */
  function drop(key: string, answer: Promise<Actor | null>): void {
    if (recent.get(key)?.answer === answer) recent.delete(key);
  }
}

interface Kept {
  readonly at: number;
  readonly answer: Promise<Actor | null>;
  isRefreshing?: boolean;
}
