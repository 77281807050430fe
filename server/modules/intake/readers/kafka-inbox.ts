import type { Message } from "./message-stream.ts";

/** Where what a library delivers waits for whoever asks; full, the library is let wait. */
export interface Inbox {
  put(messages: readonly Message[]): void;
  /** What is there, at most so many; waits so long for the first. @throws what `fail` was given */
  take(limit: number, withinMs: number): Promise<Message[]>;
  isFull(): boolean;
  /** When somebody has taken something, or the inbox was closed. */
  emptied(): Promise<void>;
  /** Told to whoever takes next. */
  fail(error: Error): void;
  close(): void;
}

const fullAt = 10_000;

export function createInbox(): Inbox {
  let waiting: Message[] = [];
  let failure: Error | null = null;
  let isClosed = false;
  let filled = Promise.withResolvers<void>();
  let taken = Promise.withResolvers<void>();
  return {
    put(messages) {
      waiting.push(...messages);
      filled.resolve();
    },
    async take(limit, withinMs) {
      if (waiting.length === 0 && !failure && !isClosed) {
        filled = Promise.withResolvers<void>();
        const timer = setTimeout(filled.resolve, withinMs);
        await filled.promise;
        clearTimeout(timer);
      }
      // What came before the failure is taken first: it lies before it in the stream.
      if (waiting.length === 0 && failure) throw failure;
      const found = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      taken.resolve();
      taken = Promise.withResolvers<void>();
      return found;
    },
    isFull: () => waiting.length >= fullAt && !isClosed,
    emptied: () => taken.promise,
    fail(error) {
      failure = error;
      filled.resolve();
    },
    close() {
      isClosed = true;
      filled.resolve();
      taken.resolve();
    },
  };
}
