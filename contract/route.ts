import type { z } from "zod";
import type { Bilingual } from "./text.ts";

/**
 * What server and web agree on about one endpoint. The server adds who may call it and what it does
 * (`server/kernel/http/route.ts`); the web calls it through `web/kit/api.ts`; OpenAPI is generated from it.
 */
export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path with `{name}` placeholders, as in OpenAPI. */
  readonly path: string;
  /** `<module>.<verb-noun>`; the ledger action of a changing call has the same name. */
  readonly operation: string;
  readonly summary: Bilingual;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Absent where the answer is not JSON (`answers` then says what it is). */
  readonly answer?: Answer;
  /** `json` unless said: a file to download, a stream of server-sent events, or nothing (204). */
  readonly answers?: "json" | "file" | "events" | "nothing";
  /** The body is the raw bytes of a file, streamed, instead of JSON. */
  readonly takesFile?: boolean;
  /** Status of a success; 201 for creating calls, which also take an `Idempotency-Key`. */
  readonly status?: 200 | 201 | 202 | 204;
  /** The call edits something with a version: `If-Match` is required and compared. */
  readonly needsIfMatch?: boolean;
}

/** Keeps the exact schema types of a route for both sides. */
export const route = <
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  contract: RouteContract<Params, Query, Body, Answer>,
): RouteContract<Params, Query, Body, Answer> => contract;

type OutputOf<Schema> = Schema extends z.ZodType ? (unknown extends z.output<Schema> ? undefined : z.output<Schema>) : undefined;
type InputOf<Schema> = Schema extends z.ZodType ? (unknown extends z.input<Schema> ? undefined : z.input<Schema>) : undefined;

/** What the handler receives, parsed. */
export interface RouteInput<R extends RouteContract> {
  params: OutputOf<R["params"]>;
  query: OutputOf<R["query"]>;
  body: OutputOf<R["body"]>;
}

/** What the caller sends, before defaults. */
export interface RouteRequest<R extends RouteContract> {
  params: InputOf<R["params"]>;
  query: InputOf<R["query"]>;
  body: InputOf<R["body"]>;
}

export type RouteAnswer<R extends RouteContract> = R["answer"] extends z.ZodType ? z.output<R["answer"]> : undefined;
