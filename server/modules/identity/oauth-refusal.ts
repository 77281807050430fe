import type { ForeignRefusal } from "#kernel/http/route";
import type { Problem } from "#kernel/problem";

/**
 * A refusal of the token endpoint as RFC 6749 §5.2 wants it: `error`, `error_description` (printable ASCII without quote
 * and backslash), and a challenge where the client was not known.
 */
export function oauthRefusal(refusal: Problem): ForeignRefusal {
  const { status } = refusal.definition;
  const description = refusal
    .sentence("en")
    .replaceAll(/[^\x20-\x7e]/g, "?")
    .replaceAll(/["\\]/g, "'");
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      pragma: "no-cache",
      ...(status === 401 ? { "www-authenticate": 'Basic realm="Weir"' } : {}),
    },
    body: { error: errorOf(refusal), error_description: description },
  };
}

function errorOf(refusal: Problem): string {
  const { error } = refusal.facts;
  if (typeof error === "string") return error;
  const { status } = refusal.definition;
  if (status >= 500) return "server_error";
  return status === 429 ? "temporarily_unavailable" : "invalid_request";
}
