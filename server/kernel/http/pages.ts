import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { problem, type ProblemDefinition } from "../problem.ts";
import { problems } from "../problems.ts";
import type { Metrics } from "./metrics.ts";

export interface PagesDeps {
  readonly openApi: () => unknown;
  readonly problemTables: readonly Readonly<Record<string, ProblemDefinition>>[];
  readonly metrics: Metrics;
  /** Null when ready; otherwise what is missing. */
  readonly notReady: () => Promise<string | null>;
  /** Folder of the built web pages. */
  readonly webFolder: string;
}

/** Everything that is not a module's API: web pages, API browser, health, metrics. */
export async function addPages(app: FastifyInstance, deps: PagesDeps): Promise<void> {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const missing = await deps.notReady();
    return reply.code(missing ? 503 : 200).send(missing ? { status: "not ready", missing } : { status: "ready" });
  });
  app.get("/metrics", async (_request, reply) =>
    reply.type("text/plain; version=0.0.4").send(await deps.metrics.print()),
  );
  app.get("/openapi.json", () => deps.openApi());
  await addApiBrowser(app, deps.problemTables);
  await addWeb(app, deps.webFolder);
}

async function addApiBrowser(app: FastifyInstance, tables: PagesDeps["problemTables"]): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const allowed = new Set(["swagger-ui.css", "swagger-ui-bundle.js"]);
  await app.register(fastifyStatic, {
    root: folder,
    prefix: "/docs/assets/",
    decorateReply: true,
    index: false,
    allowedPath: (file) => allowed.has(file.replace(/^\//, "")),
  });
  app.get("/docs", (_request, reply) => reply.type("text/html; charset=utf-8").send(apiBrowserPage));
  app.get("/docs/start.js", (_request, reply) =>
    reply
      .type("text/javascript; charset=utf-8")
      .send("SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, docExpansion: 'none' });"),
  );
  app.get("/docs/problems", (_request, reply) => reply.type("text/html; charset=utf-8").send(problemsPage(tables)));
}

const apiBrowserPage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Weir API</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><p style="font:14px sans-serif;padding:0 20px"><a href="/openapi.json">openapi.json</a> · <a href="/docs/problems">问题代码 Problem codes</a></p>
<div id="api"></div><script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

function problemsPage(tables: PagesDeps["problemTables"]): string {
  const rows = tables
    .flatMap((table) => Object.values(table))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(
      (row) =>
        `<tr id="${escape(row.code)}"><td><code>${escape(row.code)}</code></td><td>${row.status}</td><td>${escape(row.zh)}<br><span lang="en">${escape(row.en)}</span></td></tr>`,
    );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>问题代码 · Problem codes</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>body{font:14px/22px sans-serif;margin:24px;color:#16211f}td,th{text-align:left;vertical-align:top;padding:6px 16px 6px 0;border-bottom:1px solid #e0e1da}span{color:#47534f}</style></head>
<body><h1>问题代码 · Problem codes</h1><table><thead><tr><th>code</th><th>HTTP</th><th>说明 · What it says</th></tr></thead><tbody>${rows.join("")}</tbody></table></body></html>`;
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

async function addWeb(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(path.join(folder, "index.html"));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: path.join(folder, "assets"),
      prefix: "/assets/",
      decorateReply: false,
      immutable: true,
      maxAge: "365d",
      index: false,
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      request.method === "GET" &&
      !request.url.startsWith("/api/") &&
      (request.headers.accept ?? "").includes("text/html");
    if (!wantsPage || !isBuilt) {
      throw problem(problems["not-found"], { method: request.method, path: request.url.split("?")[0] ?? "" });
    }
    const page = await readFile(path.join(folder, "index.html"), "utf8");
    return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page);
  });
}
