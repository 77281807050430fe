import { z } from "zod";
import type { Route } from "./route.ts";
import { ProblemDocument } from "#contract/problem";

type JsonObject = Record<string, unknown>;

/** OpenAPI 3.1 of the whole route table; schemas are the very ones that parse requests. */
export function openApiOf(routes: readonly Route[], facts: { title: string; version: string }): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const { contract } = route;
    (paths[contract.path] ??= {})[contract.method.toLowerCase()] = operationOf(route);
  }
  const tags = [...new Set(routes.map((route) => moduleOf(route)))].map((name) => ({ name }));
  return {
    openapi: "3.1.0",
    info: { title: facts.title, version: facts.version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    tags,
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemDocument, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "weir_session" },
        bearer: { type: "http", scheme: "bearer" },
        client: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/api/identity/token", scopes: {} } } },
      },
    },
  };
}

const moduleOf = (route: Route): string => route.contract.operation.split(".")[0] ?? "";

function operationOf(route: Route): JsonObject {
  const { contract, who } = route;
  const roles = typeof who === "string" ? who : who.join(", ");
  return {
    operationId: contract.operation,
    tags: [moduleOf(route)],
    summary: `${contract.summary.zh} · ${contract.summary.en}`,
    description: `Who may call: ${roles}`,
    ...(who === "anyone" ? {} : { security: [{ session: [] }, { bearer: [] }, { client: [] }] }),
    parameters: [
      ...parametersOf(contract.params, "path"),
      ...parametersOf(contract.query, "query"),
      ...(contract.needsIfMatch
        ? [{ name: "If-Match", in: "header", required: true, schema: { type: "string" } }]
        : []),
      ...(contract.status === 201 && !contract.takesFile
        ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 200 } }]
        : []),
    ],
    ...bodyOf(contract),
    responses: responsesOf(contract),
  };
}

function bodyOf(contract: Route["contract"]): JsonObject {
  if (contract.takesFile) {
    return {
      requestBody: {
        required: true,
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      },
    };
  }
  if (!contract.body) return {};
  return {
    requestBody: { required: true, content: { "application/json": { schema: schemaOf(contract.body, "input") } } },
  };
}

function responsesOf(contract: Route["contract"]): JsonObject {
  const problem = {
    description: "Problem (RFC 9457)",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  const status = String(contract.status ?? (contract.answers === "nothing" ? 204 : 200));
  const kinds = { file: "application/octet-stream", raw: "application/octet-stream", events: "text/event-stream" };
  const kind = contract.answers ?? "json";
  const content =
    (kind === "json" || kind === "raw") && contract.answer
      ? { "application/json": { schema: schemaOf(contract.answer, "output") } }
      : kind === "file" || kind === "events" || kind === "raw"
        ? { [kinds[kind]]: { schema: { type: "string" } } }
        : undefined;
  return { [status]: { description: contract.summary.en, ...(content ? { content } : {}) }, default: problem };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): JsonObject[] {
  if (!schema) return [];
  const object = schemaOf(schema, "input") as { properties?: Record<string, JsonObject>; required?: string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (object.required ?? []).includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _ignored, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  });
  return rest;
}
