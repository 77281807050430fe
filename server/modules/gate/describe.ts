import type { ValueType } from "#contract/dictionary";
import type { Call } from "#kernel/call";
import type { RequestFacts } from "#kernel/http/route";
import { type Ask, askerOf, chooseGrant, isDenial } from "./delivery.ts";
import type { Plan, PlanItem } from "./plan.ts";
import { denialProblem } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";

type JsonObject = Record<string, unknown>;

/** The plan a description is made of. Nothing leaves, so nothing is recorded. */
async function planOf(gate: GateRuntime, call: Call, key: string, request: RequestFacts): Promise<Plan> {
  const ask: Ask = { operation: "gate.describe", key, mode: "api", named: request.header("weir-grant") ?? null };
  const asker = askerOf(gate, call, request);
  if (isDenial(asker)) throw denialProblem(asker);
  const chosen = await chooseGrant(gate, call, ask, asker, () => ({ items: [], conditions: [] }));
  if ("denial" in chosen) throw denialProblem(chosen.denial);
  return chosen.plan;
}

interface Input {
  readonly params: { readonly code: string };
}

/** JSON Schema (2020-12) of one record. */
export async function describeRecord(
  gate: GateRuntime,
  call: Call,
  { params }: Input,
  request: RequestFacts,
): Promise<JsonObject> {
  return recordSchema(await planOf(gate, call, params.code, request));
}

/** OpenAPI 3.1 of the calls this grant allows, with its own parameters. */
export async function describeApi(
  gate: GateRuntime,
  call: Call,
  { params }: Input,
  request: RequestFacts,
): Promise<JsonObject> {
  const plan = await planOf(gate, call, params.code, request);
  const { grant, resource } = plan;
  const path = `/api/gate/resources/${encodeURIComponent(resource.core.code ?? resource.core.id)}/records`;
  const problem = {
    description: "Problem (RFC 9457)",
    content: { "application/problem+json": { schema: { type: "object" } } },
  };
  const record = { $ref: "#/components/schemas/Record" };
  const answers = (schema: JsonObject) => ({
    "200": {
      description: "OK",
      headers: { "Weir-Receipt": { schema: { type: "string" } }, "Weir-Grant": { schema: { type: "string" } } },
      content: { "application/json": { schema } },
    },
    default: problem,
  });
  const grantHeader = {
    name: "Weir-Grant",
    in: "header",
    required: false,
    schema: { type: "string", default: grant.code },
  };
  return {
    openapi: "3.1.0",
    info: {
      title: `${resource.core.name} · ${grant.code}`,
      version: String(resource.core.number),
      description: grant.terms.purpose,
    },
    security: [{ client: [] }],
    paths: {
      [path]: {
        get: {
          operationId: "look-up",
          summary: "按主键查询或按条件逐页读取 · look up by key, or page by page",
          parameters: [grantHeader, ...parametersOf(plan)],
          responses: answers({
            type: "object",
            required: ["items", "next", "total", "grant", "loadedAt"],
            properties: {
              items: { type: "array", items: record },
              next: { type: ["string", "null"] },
              total: { type: ["integer", "null"] },
              grant: { type: "string" },
              loadedAt: { type: ["string", "null"], format: "date-time" },
            },
          }),
        },
      },
      ...(plan.keys.length === 0 ? {} : { [`${path}:batch`]: { post: batchOf(plan, grantHeader, record, answers) } }),
    },
    components: {
      schemas: { Record: recordSchema(plan) },
      securitySchemes: {
        client: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/api/identity/token", scopes: {} } } },
      },
    },
  };
}

function recordSchema(plan: Plan): JsonObject {
  const declared = new Map(plan.resource.core.items.map((item) => [item.field, item]));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: plan.resource.core.name,
    type: "object",
    additionalProperties: false,
    required: plan.fields,
    properties: Object.fromEntries(
      plan.items.map((item) => {
        const name = declared.get(item.field)?.name;
        return [
          item.field,
          {
            title: name?.zh ?? item.field,
            ...(item.isMasked ? { description: "脱敏 · masked" } : {}),
            ...jsonTypeOf(item),
          },
        ];
      }),
    ),
  };
}

function jsonTypeOf({ type, isMasked }: PlanItem): JsonObject {
  if (isMasked) return { type: ["string", "null"] };
  return kinds(type);
}

function kinds({ kind, maxLength }: ValueType): JsonObject {
  switch (kind) {
    case "integer":
      return { type: ["integer", "string", "null"] };
    case "number":
      return { type: ["number", "string", "null"] };
    case "boolean":
      return { type: ["boolean", "null"] };
    case "date":
      return { type: ["string", "null"], format: "date" };
    case "decimal":
      return { type: ["string", "null"], pattern: String.raw`^-?\d+(\.\d+)?$` };
    case "text":
      return { type: ["string", "null"], ...(maxLength === null ? {} : { maxLength }) };
    case "datetime":
    case "time":
      return { type: ["string", "null"] };
  }
}

function parametersOf(plan: Plan): JsonObject[] {
  const granted = new Set(plan.fields);
  const keys = new Set(plan.facts.keys);
  const parameters = plan.items
    .filter((item) => !item.isMasked || keys.has(item.field))
    .flatMap((item) => {
      const equals = { name: item.field, in: "query", required: false, schema: { type: "string" } };
      if (item.isMasked) return [equals];
      const ranged = item.type.kind === "text" ? ["prefix"] : ["gte", "lte"];
      return [equals, ...ranged.map((how) => ({ ...equals, name: `${item.field}.${how}` }))];
    });
  const plain = (name: string, schema: JsonObject) => ({ name, in: "query", required: false, schema });
  return [
    ...parameters,
    plain("items", { type: "string", description: [...granted].join(",") }),
    plain("limit", { type: "integer", minimum: 1, maximum: 500, default: 100 }),
    plain("cursor", { type: "string" }),
  ];
}

function batchOf(
  plan: Plan,
  header: JsonObject,
  record: JsonObject,
  answers: (schema: JsonObject) => JsonObject,
): JsonObject {
  const key = {
    type: "object",
    required: plan.facts.keys,
    properties: Object.fromEntries(plan.facts.keys.map((field) => [field, { type: "string" }])),
  };
  return {
    operationId: "look-up-batch",
    summary: "一次查询最多 1000 个主键 · up to 1,000 keys at once",
    parameters: [header],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["keys"],
            properties: {
              keys: { type: "array", minItems: 1, maxItems: 1000, items: key },
              items: { type: "array", items: { type: "string" } },
            },
          },
        },
      },
    },
    responses: answers({
      type: "object",
      properties: {
        items: {
          type: "array",
          items: { type: "object", properties: { key, records: { type: "array", items: record } } },
        },
      },
    }),
  };
}
