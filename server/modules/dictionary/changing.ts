import type { ElementFields } from "#contract/dictionary";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { allCodeSets } from "./code-set-store.ts";
import type { Parts } from "./deps.ts";
import { faultsOfElement } from "./element-rules.ts";
import { elementOfField, noteChange } from "./element-store.ts";
import { problems } from "./problems.ts";

/** Begins a change: changes of the dictionary take turns, and after the commit everything is read again. */
export async function beginChange(call: Call, { reading }: Parts): Promise<void> {
  await noteChange(call.db);
  call.db.afterCommit(() => reading.forget());
}

/** @throws Problem dictionary.element-not-coherent */
export async function refuseIncoherent(call: Call, fields: ElementFields): Promise<void> {
  const ids = new Set((await allCodeSets(call.db)).map((set) => set.id));
  const faults = faultsOfElement(fields, ids);
  if (faults.length === 0) return;
  throw problem(problems["element-not-coherent"], { name: fields.name.zh, count: faults.length }, { faults });
}

/** @throws Problem dictionary.field-taken by another active element */
export async function refuseTakenField(call: Call, field: string, own: string | null): Promise<void> {
  const holder = await elementOfField(call.db, field);
  if (!holder || holder.id === own) return;
  throw problem(problems["field-taken"], { field, id: holder.id, name: holder.name.zh });
}
