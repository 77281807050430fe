import { gateRoutes } from "#contract/gate";
import type { Call } from "#kernel/call";
import { lookUp } from "./look-up.ts";
import type { GateRuntime } from "./runtime.ts";

/** A look-up without HTTP: what the route would do, asked from this machine. Answers how many rows left. */
export async function rehearse(
  gate: GateRuntime,
  call: Call,
  { resource, grant, limit }: { readonly resource: string; readonly grant: string; readonly limit: number },
): Promise<{ rows: number }> {
  const { body } = await lookUp(
    gate,
    call,
    { params: { code: resource }, query: gateRoutes.records.query.parse({ limit: String(limit) }), body: undefined },
    {
      remoteAddress: "127.0.0.1",
      line: `GET /api/gate/resources/${resource}/records?limit=${limit}`,
      header: (name) => (name === "weir-grant" ? grant : undefined),
    },
  );
  if (typeof body !== "string") throw new Error("A look-up answers in one piece.");
  return { rows: (JSON.parse(body) as { items: unknown[] }).items.length };
}
