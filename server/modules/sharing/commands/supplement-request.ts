import type { Request } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { basisInForce, citedBasis } from "../basis.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { supplement } from "./answer-request.ts";

/** What was missing, and where it was the basis or the scene, those corrected. @throws Problem sharing.basis-not-found */
export async function supplementRequest(
  call: Call,
  parts: SharingParts,
  id: string,
  given: { answer: string; basis?: string[] | undefined; scene?: string | undefined },
): Promise<Request> {
  const { basis } = given;
  if (basis === undefined) return supplement(call, parts, id, { ...given, basis: null });
  const inForce = await basisInForce(call, basis);
  const unknown = basis.find((one) => !inForce.has(one));
  if (unknown !== undefined) throw problem(problems["basis-not-found"], { key: unknown });
  return supplement(call, parts, id, { ...given, basis: await citedBasis(call, basis) });
}
