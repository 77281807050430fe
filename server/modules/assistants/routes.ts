import { assistantRoutes as contract } from "#contract/assistants";
import { type ForeignRefusal, implement, type Route } from "#kernel/http/route";
import type { Problem } from "#kernel/problem";
import type { AssistantParts } from "./parts.ts";
import { serve } from "./serve.ts";

export const assistantRouteTable = (parts: AssistantParts): readonly Route[] => [
  implement(contract.answer, {
    who: "signed-in",
    writeRefusal,
    handler: (call, { body }, request) => serve(parts, call, body, request),
  }),
  implement(contract.listen, {
    who: "anyone",
    handler: async () => ({ status: 405, headers: { allow: "POST" }, body: null }),
  }),
];

/** Before a message is read nobody knows which language its sender reads. */
function writeRefusal(refusal: Problem): ForeignRefusal {
  const document = refusal.toDocument("zh");
  return {
    status: document.status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      ...(document.status === 401 ? { "www-authenticate": 'Bearer realm="weir"' } : {}),
    },
    body: { ...document, detail: `${document.detail}\n${refusal.sentence("en")}` },
  };
}
