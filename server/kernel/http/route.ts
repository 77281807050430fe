import type { Readable } from "node:stream";
import type { RouteAnswer, RouteContract, RouteInput } from "#contract/route";
import type { Call } from "../call.ts";
import type { Problem } from "../problem.ts";

/** Who may call: everyone, everyone signed in, or these roles. */
export type Who = "anyone" | "signed-in" | readonly string[];

/** A file on its way out. */
export interface FileAnswer {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Readable | Buffer | string;
}

/** An answer whose bytes, headers and status the handler has made itself. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable | null;
}

/** One server-sent event. */
export interface EventAnswer {
  readonly event: string;
  readonly data: unknown;
}

export interface RequestFacts {
  /** The body of a `takesFile` route. */
  readonly file: Readable | null;
  readonly sizeBytes: number | null;
  /** The version named by `If-Match`, on routes that need it. */
  readonly version: number | null;
  readonly remoteAddress: string;
  readonly userAgent: string;
  /** The `Authorization` header as sent, for the route that reads credentials of its own kind. */
  readonly authorization: string | null;
  /** Method, path and query as sent, for an answer that says to which request it belongs. */
  readonly line: string;
  /** Other headers, by lower-case name. */
  header(name: string): string | undefined;
  setCookie(name: string, value: string, options: { maxAgeSeconds: number }): void;
  clearCookie(name: string): void;
}

/** A refusal in the form of a standard other than RFC 9457. */
export interface ForeignRefusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type AnswerOf<R extends RouteContract> = R extends { readonly answers: "file" }
  ? FileAnswer
  : R extends { readonly answers: "raw" }
    ? RawAnswer
    : R extends { readonly answers: "events" }
      ? AsyncIterable<EventAnswer>
      : R extends { readonly answers: "nothing" }
        ? void
        : RouteAnswer<R>;

export interface Route {
  readonly contract: RouteContract;
  readonly who: Who;
  /**
   * `call`: the whole handler is one transaction, with the idempotency record inside it (default for changing routes).
   * `own`: the handler opens its own, because something must remain when it refuses (a failed sign-in) or it streams.
   * A creating call with an `Idempotency-Key` is one transaction in any case.
   */
  readonly transaction: "call" | "own";
  /** The answer holds a secret that is shown once: it is not kept, so a repeat of the call is refused, not answered. */
  readonly answersOnce: boolean;
  /** Writes refusals as another standard wants them (OAuth 2 token endpoint); RFC 9457 where absent. */
  readonly writeRefusal?: ((refusal: Problem) => ForeignRefusal) | undefined;
  readonly handler: (call: Call, input: never, request: RequestFacts) => Promise<unknown>;
}

/** Joins a contract with who may call it and what it does. */
export function implement<R extends RouteContract>(
  contract: R,
  how: {
    who: Who;
    transaction?: "call" | "own";
    answersOnce?: boolean;
    writeRefusal?: (refusal: Problem) => ForeignRefusal;
    handler: (call: Call, input: RouteInput<R>, request: RequestFacts) => Promise<AnswerOf<R>>;
  },
): Route {
  const changes = contract.method !== "GET" && !contract.readsOnly;
  return {
    contract,
    who: how.who,
    transaction: how.transaction ?? (changes && !contract.takesFile ? "call" : "own"),
    answersOnce: how.answersOnce ?? false,
    writeRefusal: how.writeRefusal,
    handler: how.handler,
  };
}
