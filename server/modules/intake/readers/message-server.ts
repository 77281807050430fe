import type { Message } from "./message-stream.ts";

/**
 * How far a stream has been read. A stream in lanes (partitions of Kafka) has a number in each; `number` is then their sum, for
 * people to read.
 */
export interface StreamPlace {
  readonly number: number;
  readonly lanes?: Readonly<Record<string, number>> | undefined;
}

/** A server that keeps streams of messages. */
export interface MessageServer extends AsyncDisposable {
  streams(): Promise<StreamFacts[]>;
  facts(table: string): Promise<StreamFacts>;
  /** The first messages that are kept, to be looked at; nothing is acknowledged. */
  sample(table: string, limit: number): Promise<Message[]>;
  /** Messages after this place, by a consumer of this name that the server may remember. */
  open(table: string, name: string, after: StreamPlace): Promise<MessageReader>;
  /** Makes the server forget the consumer. */
  release(table: string, name: string): Promise<void>;
}

export interface StreamFacts {
  readonly name: string;
  /** Tells a stream from another that was made under its name later. */
  readonly createdAt: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly sizeBytes: number;
  readonly lastAt: Date | null;
  /** Of a stream in lanes: first and last number kept in each. */
  readonly lanes?: Readonly<Record<string, { readonly first: number; readonly last: number }>>;
}

export interface MessageReader {
  /** What has come within a second, at most so many; in order within a lane, but possibly again. */
  next(limit: number): Promise<Message[]>;
  /** Everything up to the last message that `next` gave is in the lake. */
  acknowledge(): Promise<void>;
  /** Messages that wait. */
  waiting(): Promise<number>;
}

/** Whether a message lies behind the place: what was read before may come again. */
export const isBehind = ({ number, lanes }: StreamPlace, message: Pick<Message, "number" | "lane">): boolean =>
  message.number > (message.lane === undefined ? number : (lanes?.[message.lane] ?? 0));

/** The place behind these messages. */
export function placeBehind(
  { number, lanes }: StreamPlace,
  messages: readonly Pick<Message, "number" | "lane">[],
): StreamPlace {
  let last = number;
  const own = new Map(Object.entries(lanes ?? {}));
  for (const { lane, number: found } of messages)
    if (lane === undefined) last = Math.max(last, found);
    else own.set(lane, Math.max(own.get(lane) ?? 0, found));
  if (own.size === 0) return { number: last };
  return { number: [...own.values()].reduce((sum, one) => sum + one, 0), lanes: Object.fromEntries(own) };
}

/** Numbers that were thrown away before they were read, by lane (null where the stream has none). */
export function lostBetween(
  { number, lanes }: StreamPlace,
  facts: Pick<StreamFacts, "first" | "lanes">,
): { readonly lane: string | null; readonly from: number; readonly to: number }[] {
  const kept = facts.lanes
    ? Object.entries(facts.lanes).map(([lane, { first }]) => ({ lane, first, read: lanes?.[lane] ?? 0 }))
    : [{ lane: null, first: facts.first, read: number }];
  // A stream that was never read has lost nothing to us.
  if (number === 0) return [];
  return kept.flatMap(({ lane, first, read }) => (first > read + 1 ? [{ lane, from: read + 1, to: first - 1 }] : []));
}

/** A stream that ends before the place is another one under its name. */
export const isShorter = ({ number, lanes }: StreamPlace, facts: Pick<StreamFacts, "last" | "lanes">): boolean =>
  facts.lanes
    ? Object.entries(lanes ?? {}).some(([lane, read]) => read > (facts.lanes?.[lane]?.last ?? 0))
    : number > facts.last;
