import { Readable } from "node:stream";
import fastifyCompress from "@fastify/compress";
import fastifyCookie from "@fastify/cookie";
import fastifyHelmet from "@fastify/helmet";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Language } from "#contract/text";
import { type Actor, type Call, visitor } from "../call.ts";
import { inTransaction, type Db } from "../db/db.ts";
import { newRequestId } from "../id.ts";
import type { Logger } from "../log.ts";
import { Problem, problem } from "../problem.ts";
import { problems } from "../problems.ts";
import { readIfMatch, refuseCrossSite, refuseUnlessAllowed } from "./guard.ts";
import { claimKey, keepAnswer } from "./idempotency.ts";
import type { Metrics } from "./metrics.ts";
import { parseRequest } from "./parse.ts";
import type { EventAnswer, FileAnswer, RawAnswer, RequestFacts, Route } from "./route.ts";

export interface HttpDeps {
  readonly routes: readonly Route[];
  readonly db: Db;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Who this is: from the session cookie or the bearer token; the visitor when there is neither. */
  readonly authenticate: (call: Call, credentials: { cookie?: string; bearer?: string }) => Promise<Actor>;
  /** The last word of whoever knows the actor, on routes that are not for anyone; throws a Problem. */
  readonly admit: (actor: Actor, route: Route) => void;
  readonly now: () => Date;
  readonly secureCookies: boolean;
  readonly uploadLimitBytes: number;
  /** Adds what is not a route of the table: pages, health, metrics. */
  readonly addPages?: (app: FastifyInstance) => Promise<void>;
  /** Aborted when the hub drains, so that open event streams end. */
  readonly shutdown: AbortSignal;
}

export const sessionCookie = "weir_session";
const jsonLimitBytes = 8 * 1024 * 1024;
const compressible =
  /^(?:application\/(?:json|javascript|problem\+json)|text\/(?:html|css|javascript|plain)|image\/svg\+xml)/;

/** The HTTP server with every route of the table. */
export async function createHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: jsonLimitBytes,
    genReqId: newRequestId,
    logger: false,
    // Kept-alive connections without a request end with the server; running requests are answered (`closeWithin`).
    forceCloseConnections: "idle",
    // With HTTPS in front on this machine, the address of a caller is what that proxy saw; anything further left in
    // X-Forwarded-For anyone can write.
    trustProxy: deps.secureCookies ? "loopback" : false,
    routerOptions: { maxParamLength: 500 },
    // An address that cannot be decoded meets no route.
    frameworkErrors: (error, request, reply) => void sendProblem(deps, error, request, reply),
  });
  acceptBodies(app);
  app.setErrorHandler((error, request, reply) => void sendProblem(deps, error, request, reply));
  // Two contexts side by side: hooks reach every context below the one they are added to, also one made before.
  await app.register(async (bare) => addRoutes(deps, bare, deps.routes.filter(isRaw)));
  await app.register(async (dressed) => {
    await dressed.register(fastifyHelmet, securityHeaders(deps.secureCookies));
    await dressed.register(fastifyCookie);
    await dressed.register(fastifyCompress, { encodings: ["gzip"], threshold: 2048, customTypes: compressible });
    addRoutes(
      deps,
      dressed,
      deps.routes.filter((route) => !isRaw(route)),
    );
    await deps.addPages?.(dressed);
  });
  return app;
}

/**
 * An answer whose bytes the handler makes goes out as it is, without a page's headers, cookies and compression: a program
 * that asks a thousand times a second does not pay for them.
 */
const isRaw = (route: Route): boolean => route.contract.answers === "raw";

function addRoutes(deps: HttpDeps, app: FastifyInstance, routes: readonly Route[]): void {
  // The number under which the log and the ledger know this request.
  app.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-request-id", request.id);
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (deps.shutdown.aborted) void reply.header("connection", "close");
    done();
  });
  for (const route of routes) {
    app.route({
      method: route.contract.method,
      url: routerPath(route.contract.path),
      handler: (request, reply) => answer(deps, route, request, reply),
      errorHandler: (error, request, reply) => void sendProblem(deps, error, request, reply, route),
      onResponse: (_request, reply, done) => {
        deps.metrics.observeRequest(route.contract.operation, reply.statusCode, reply.elapsedTime / 1000);
        done();
      },
    });
  }
}

/** What a browser must know about a raw answer. */
const bareHeaders = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/** `{name}` becomes the router's `:name`; a colon of the path itself is doubled. */
const routerPath = (path: string): string => path.replaceAll(":", "::").replaceAll(/\{(\w+)\}/g, ":$1");

/** Takes no more requests, answers those that run, and cuts off what is not done by then. */
export async function closeWithin(app: FastifyInstance, ms: number): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), ms);
  try {
    await app.close();
  } finally {
    clearTimeout(cutOff);
  }
}

function securityHeaders(secure: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Ant Design writes its styles into style elements at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: secure,
    referrerPolicy: { policy: "same-origin" as const },
  };
}

function acceptBodies(app: FastifyInstance): void {
  // A file is left on the wire for the handler to stream; it may be larger than memory.
  app.addContentTypeParser(
    "application/octet-stream",
    { bodyLimit: Number.MAX_SAFE_INTEGER },
    (_request, _payload, done) => done(null),
  );
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
}

/** A request read as a pipeline. */
async function answer(deps: HttpDeps, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const call = await callOf(deps, route, request, reply);
  refuseCrossSite(request);
  refuseUnlessAllowed(route, call.actor);
  if (route.who !== "anyone") deps.admit(call.actor, route);
  const input = parseRequest(route.contract, { params: request.params, query: request.query, body: request.body });
  const facts = requestFacts(deps, route, request, reply);
  const result = await perform(route, call, input, facts, request);
  return send(route, result, reply);
}

async function callOf(deps: HttpDeps, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Call> {
  const anonymous = anonymousCall(deps, route, request, reply);
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const cookie = sessionCookiePattern.exec(request.headers.cookie ?? "")?.[1];
  const credentials = { ...(cookie === undefined ? {} : { cookie }), ...(bearer === undefined ? {} : { bearer }) };
  anonymous.actor = await deps.authenticate(anonymous, credentials);
  return anonymous;
}

/** The logger and the signal are made when somebody asks: most calls need neither, and both cost more than the rest. */
function anonymousCall(
  deps: HttpDeps,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Omit<Call, "actor"> & { actor: Actor } {
  const neverEnds = route.contract.answers === "events";
  let log: Logger | undefined;
  let signal: AbortSignal | undefined;
  return {
    actor: visitor,
    now: deps.now(),
    db: deps.db,
    get log() {
      log ??= deps.log.child({ requestId: request.id });
      return log;
    },
    get signal() {
      signal ??= neverEnds ? AbortSignal.any([closing(reply), deps.shutdown]) : closing(reply);
      return signal;
    },
    language: languageOf(request),
    requestId: request.id,
  };
}

/** Aborts when the connection of the answer closes. */
function closing(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (reply.raw.destroyed) gone.abort();
  else reply.raw.on("close", () => gone.abort());
  return gone.signal;
}

const sessionCookiePattern = new RegExp(`(?:^|;\\s*)${sessionCookie}=([^;\\s]+)`);

function languageOf(request: FastifyRequest): Language {
  return /^\s*en/i.test(request.headers["accept-language"] ?? "") ? "en" : "zh";
}

async function perform(
  route: Route,
  call: Call,
  input: unknown,
  facts: RequestFacts,
  request: FastifyRequest,
): Promise<unknown> {
  const run = (inner: Call) => route.handler(inner, input as never, facts);
  const key = idempotencyKey(route, request);
  if (key === null) return route.transaction === "own" ? run(call) : inTransaction(call, run);
  // What is to happen once at most must be one transaction with its key, also where the handler would open its own.
  return inTransaction(call, async (inner) => {
    const replay = await claimKey(inner, key, route.contract.operation, input);
    if (replay && route.answersOnce) throw problem(problems["answered-once"]);
    if (replay) return replay.answer;
    const result = await run(inner);
    await keepAnswer(inner, key, { status: 201, answer: route.answersOnce ? null : result });
    return result;
  });
}

/** Null where the call creates nothing, or streams what it creates from. */
function idempotencyKey({ contract }: Route, request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (contract.status !== 201 || contract.takesFile || typeof key !== "string" || key === "") return null;
  return key.slice(0, 200);
}

function requestFacts(deps: HttpDeps, route: Route, request: FastifyRequest, reply: FastifyReply): RequestFacts {
  const declared = Number(request.headers["content-length"] ?? Number.NaN);
  const sizeBytes = Number.isSafeInteger(declared) ? declared : null;
  if (route.contract.takesFile && sizeBytes !== null && sizeBytes > deps.uploadLimitBytes) {
    throw problem(problems["too-large"], { limitMb: Math.round(deps.uploadLimitBytes / 1_048_576) });
  }
  const cookie = { path: "/", httpOnly: true, sameSite: "strict" as const, secure: deps.secureCookies };
  return {
    file: route.contract.takesFile ? request.raw : null,
    sizeBytes,
    version: readIfMatch(route, request),
    // Asked of the operating system: only where somebody wants to know.
    get remoteAddress() {
      return request.ip;
    },
    userAgent: request.headers["user-agent"] ?? "",
    authorization: request.headers.authorization ?? null,
    line: `${request.method} ${request.url}`,
    header: (name) => request.headers[name]?.toString(),
    setCookie: (name, value, { maxAgeSeconds }) =>
      void reply.setCookie(name, value, { ...cookie, maxAge: maxAgeSeconds }),
    clearCookie: (name) => void reply.clearCookie(name, cookie),
  };
}

function send(route: Route, result: unknown, reply: FastifyReply): unknown {
  const { contract } = route;
  void reply.header("cache-control", "no-store");
  switch (contract.answers ?? "json") {
    case "nothing":
      return reply.code(204).send();
    case "file":
      return sendFile(result as FileAnswer, reply);
    case "raw": {
      const { status, headers, body } = result as RawAnswer;
      return reply.code(status).headers(bareHeaders).headers(headers).send(body);
    }
    case "events":
      return reply
        .header("content-type", "text/event-stream; charset=utf-8")
        .header("x-accel-buffering", "no")
        .send(Readable.from(eventText(result as AsyncIterable<EventAnswer>)));
    case "json": {
      const version = typeof result === "object" && result !== null && "version" in result ? result.version : undefined;
      if (typeof version === "number") void reply.header("etag", `"${version}"`);
      return reply.code(contract.status ?? 200).send(result);
    }
  }
}

function sendFile(file: FileAnswer, reply: FastifyReply): unknown {
  return reply
    .header("content-type", file.contentType)
    .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .send(file.content);
}

async function* eventText(events: AsyncIterable<EventAnswer>): AsyncGenerator<string> {
  yield ": open\n\n";
  for await (const { event, data } of events) yield `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The one place where a refusal becomes HTTP. */
export async function sendProblem(
  deps: Pick<HttpDeps, "log">,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  route?: Route,
): Promise<void> {
  const refusal = error instanceof Problem ? error : translate(error, request);
  if (refusal.definition.status >= 500)
    deps.log.error({ err: error, requestId: request.id, url: request.url }, "request failed");
  if (refusal.definition.status === 429)
    void reply.header("retry-after", String(Number(refusal.facts["retryAfterSeconds"] ?? 1)));
  if (refusal.definition.status === 416) void reply.header("content-range", `bytes */${String(refusal.facts["size"])}`);
  if (reply.raw.headersSent) return;
  void reply.header("cache-control", "no-store");
  if (route && isRaw(route)) void reply.headers(bareHeaders);
  if (route?.writeRefusal) {
    const { status, headers, body } = route.writeRefusal(refusal);
    await reply.code(status).headers(headers).send(body);
    return;
  }
  await reply
    .code(refusal.definition.status)
    .type("application/problem+json; charset=utf-8")
    .send(refusal.toDocument(languageOf(request), request.url));
}

function translate(error: unknown, request: FastifyRequest): Problem {
  const code = codeOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return problem(problems["too-large"], { limitMb: jsonLimitBytes / 1_048_576 });
  if (code.startsWith("FST_ERR_CTP_")) return problem(problems["bad-json"], { reason });
  if (code === "FST_ERR_BAD_URL") return problem(problems["bad-address"], { path: request.url });
  if (hasCursor(request) && isUnreadable(error)) return problem(problems["bad-cursor"], {}, { cause: error });
  return problem(problems.defect, { requestId: request.id }, { cause: error });
}

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/** Cursors are opaque and made by each list for itself; one that somebody made up fails where the list reads it. */
const hasCursor = ({ query }: FastifyRequest): boolean =>
  typeof query === "object" && query !== null && "cursor" in query;

/** No JSON, no moment, or what PostgreSQL cannot read as the type it should be (SQLSTATE class 22). */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError || error instanceof RangeError || /^22[0-9A-Z]{3}$/.test(codeOf(error));
