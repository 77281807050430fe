import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { findLibrary, type LibraryRow } from "./library-store.ts";
import { problems } from "./problems.ts";

/** @throws Problem libraries.library-not-found */
export async function mustFind(call: Call, name: string, lock = false): Promise<LibraryRow> {
  const library = await findLibrary(call.db, name, lock);
  if (!library) throw problem(problems["library-not-found"], { name });
  return library;
}
