import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { Problem } from "#kernel/problem";
import { type Conversion, type ConversionMessage, inspectNow, writeNow } from "./convert.ts";

/** Entry of the worker thread: parsing a large workbook or document must not hold up the pages. */
const conversion = workerData as Conversion;
const post = (message: ConversionMessage) => parentPort?.postMessage(message);

try {
  const read = (file: string) => readFileSync(file);
  const result =
    conversion.task === "inspect"
      ? inspectNow(conversion, read)
      : writeNow(conversion, read, (rows) => post({ kind: "rows", rows }));
  post({ kind: "done", result });
} catch (error) {
  post(
    error instanceof Problem
      ? { kind: "refused", definition: error.definition, facts: error.facts }
      : { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
}
