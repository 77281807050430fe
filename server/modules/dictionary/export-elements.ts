import type { Call } from "#kernel/call";
import type { FileAnswer } from "#kernel/http/route";
import { dayOf } from "./calendar.ts";
import { type FileFormat, writeElements } from "./element-file.ts";
import { allElements } from "./element-store.ts";

/** Every element, retired ones included, in the form the import takes. */
export async function exportElements(call: Call, format: FileFormat): Promise<FileAnswer> {
  return {
    fileName: `data-elements-${dayOf(call.now)}.${format}`,
    contentType: format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
    content: writeElements(format, await allElements(call.db)),
  };
}
