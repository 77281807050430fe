import type { z } from "zod";
import type { Bilingual } from "./text.ts";

/**
 * What server and web agree on about one endpoint. The server adds who may call it and what it does
 * (`server/kernel/http/route.ts`); the web calls it through `web/kit/api.ts`; OpenAPI is generated from it.
 */
export interface RouteContract {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `{name}` placeholders, as in OpenAPI. */
  readonly path: string;
  /** `<module>.<verb-noun>`; the ledger action of a changing call has the same name. */
  readonly operation: string;
  readonly summary: Bilingual;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent where the answer is not JSON (`answers` then says what it is). */
  readonly answer?: z.ZodType;
  /**
   * `json` unless said: a file to download, a stream of server-sent events, nothing (204), or `raw`: the handler makes
   * status, headers and bytes itself because something (a receipt, a range) depends on the very bytes.
   */
  readonly answers?: "json" | "file" | "events" | "nothing" | "raw";
  /** The body is the raw bytes of a file, streamed, instead of JSON. */
  readonly takesFile?: boolean;
  /** Status of a success; 201 for creating calls, which also take an `Idempotency-Key`. */
  readonly status?: 200 | 201 | 202 | 204;
  /** A POST that only looks (its question is too long for a URL); it leaves no ledger entry. */
  readonly readsOnly?: boolean;
  /** The call edits something with a version: `If-Match` is required and compared. */
  readonly needsIfMatch?: boolean;
}

/** Keeps the exact schema types of a route for both sides. */
export const route = <const R extends RouteContract>(contract: R): R => contract;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Part<R, Name extends string> = R extends { readonly [key in Name]: infer Schema } ? Schema : undefined;

/** What the handler receives, parsed. */
export interface RouteInput<R extends RouteContract> {
  readonly params: Output<Part<R, "params">>;
  readonly query: Output<Part<R, "query">>;
  readonly body: Output<Part<R, "body">>;
}

/** What the caller sends, before defaults. */
export interface RouteRequest<R extends RouteContract> {
  readonly params: Input<Part<R, "params">>;
  readonly query: Input<Part<R, "query">>;
  readonly body: Input<Part<R, "body">>;
}

export type RouteAnswer<R extends RouteContract> = Output<Part<R, "answer">>;
