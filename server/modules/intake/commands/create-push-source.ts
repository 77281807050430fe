import type { Source } from "#contract/intake";
import type { Call } from "#kernel/call";
import { isSqlState } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { problem } from "#kernel/problem";
import type { IntakeParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { refuseOutside } from "../scope.ts";
import { sourceView } from "../source-view.ts";
import { insertSource } from "../store.ts";

/** @throws Problem intake.department-outside, intake.source-name-taken, registry.department-not-found */
export async function createPushSource(
  parts: IntakeParts,
  call: Call,
  given: { readonly name: string; readonly department: string; readonly systemId: string | null },
): Promise<Source> {
  refuseOutside(call, given.department);
  await parts.registry.department(call, given.department);
  try {
    const row = await insertSource(call.db, {
      ...given,
      id: newId(call.now),
      kind: "files",
      connection: null,
      place: null,
      secret: null,
      createdAt: call.now,
    });
    parts.ledger.record(call, {
      action: "intake.create-push-source",
      object: { kind: "source", id: row.id, name: row.name },
      owner: row.department,
    });
    return await sourceView(parts, call, row);
  } catch (error) {
    if (isSqlState(error, "23505"))
      throw problem(problems["source-name-taken"], { name: given.name }, { cause: error });
    throw error;
  }
}
