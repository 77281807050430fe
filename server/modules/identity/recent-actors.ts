import type { Actor } from "#kernel/call";

const keptMs = 1000;
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
  let recent = new Map<string, { readonly at: number; readonly answer: Promise<Actor | null> }>();
  return {
    async get(key, look) {
      const at = monotonicMs();
      const known = recent.get(key);
      if (known && at - known.at < keptMs) return known.answer;
      if (recent.size >= largest) recent = new Map();
      const answer = look();
      recent.set(key, { at, answer });
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

  /** Tokens nobody owns are not kept: guessing must not push out the real ones. */
  function drop(key: string, answer: Promise<Actor | null>): void {
    if (recent.get(key)?.answer === answer) recent.delete(key);
  }
}
