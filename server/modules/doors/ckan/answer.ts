import type { Call } from "#kernel/call";
import { originOf } from "#kernel/http/origin";
import type { ForeignRefusal, RawAnswer, RequestFacts } from "#kernel/http/route";
import type { Problem } from "#kernel/problem";
import type { DoorsParts } from "../parts.ts";
import { perform } from "./actions.ts";
import { type Arguments, textIn } from "./arguments.ts";
import { ckanErrorOf } from "./errors.ts";

const json = { "content-type": "application/json;charset=utf-8" };

/** Every answer stands in CKAN's envelope; an action that there is not, and a body that is none, in a bare sentence. */
export async function answerAction(
  call: Call,
  parts: DoorsParts,
  { name, given, facts }: { name: string; given: Arguments; facts: RequestFacts },
): Promise<RawAnswer> {
  const origin = originOf(parts.site, facts);
  const help = `${origin}/api/3/action/help_show?name=${encodeURIComponent(name)}`;
  try {
    const result = await perform(name, { call, parts, origin, given, from: facts });
    return written(200, { help, success: true, result }, textIn(given, "callback"));
  } catch (error) {
    const { status, body } = ckanErrorOf(error);
    return written(status, typeof body === "string" ? body : { help, success: false, error: body }, "");
  }
}

/** With `callback`, a script (JSONP), as old pages ask for. */
function written(status: number, body: unknown, callback: string): RawAnswer {
  const text = JSON.stringify(body);
  return /^[\w$.]{1,80}$/.test(callback)
    ? { status, headers: { "content-type": "application/javascript;charset=utf-8" }, body: `/**/${callback}(${text});` }
    : { status, headers: json, body: text };
}

/** What is refused before an action is reached. */
export const refusedAsCkan = (refusal: Problem): ForeignRefusal => ({
  status: refusal.definition.status,
  headers: json,
  body: JSON.stringify(`Bad request: ${refusal.sentence("en")}`),
});
