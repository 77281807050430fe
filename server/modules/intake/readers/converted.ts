import { open } from "node:fs/promises";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { FoundTable } from "#contract/intake";
import { Problem } from "#kernel/problem";
import type { Conversion, ConversionMessage, ConvertedFormat, Written } from "./convert.ts";
import { shapeIn } from "./csv-shape.ts";
import { usableNames } from "./headings.ts";
import { dialectFor, ownDialect, type Prepared, type PrepareOptions, type Reader } from "./reader.ts";

/** Workbooks, JSON in all its forms and SQLite: turned into delimited text by a worker thread, then read like any other. */
export function openConverted(format: ConvertedFormat, file: string): Reader {
  return {
    format,
    async inspect() {
      const tables = (await convert({ task: "inspect", format, file })) as FoundTable[];
      return { tables, encoding: isText(format) ? "UTF-8" : null, notices: [] };
    },
    async prepare(options) {
      const target = path.join(options.folder, "table.csv");
      const written = (await convert(
        {
          task: "write",
          format,
          file,
          table: options.table,
          target,
          ...(options.limit === undefined ? {} : { limit: options.limit }),
        },
        options,
      )) as Written;
      return written.columns ? named(format, target, written) : sheet(target, options);
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** JSON is UTF-8 by its standard (RFC 8259); sheets and databases hold text, not bytes. */
const isText = (format: ConvertedFormat): boolean => format === "json" || format === "ndjson" || format === "geojson";

function named(format: ConvertedFormat, file: string, written: Written): Prepared {
  const columns = written.columns ?? [];
  const names = usableNames(columns.map((column) => column.name));
  return {
    file,
    dialect: dialectFor(columns.length),
    columns: columns.map((column, index) => ({
      name: names[index] ?? column.name,
      heading: column.name,
      comment: "",
      type: column.type,
    })),
    text: null,
    encoding: isText(format) ? "UTF-8" : null,
    rowCount: written.rowCount,
    broken: written.broken ?? [],
    damagedCharacters: 0,
    notices: [],
  };
}

/** A sheet has title rows and headings like a text file; its line numbers are row numbers. */
async function sheet(file: string, options: PrepareOptions): Promise<Prepared> {
  const shape = shapeIn(await headOf(file), { ...ownDialect, ...pickText(options) });
  const names = usableNames(shape.headings);
  return {
    file,
    dialect: { ...ownDialect, skipLines: shape.skipLines + shape.headingLines },
    columns: names.map((name, position) => ({
      name,
      heading: shape.headings[position] ?? "",
      comment: "",
      type: null,
    })),
    text: {
      encoding: "UTF-8",
      delimiter: ",",
      quote: '"',
      skipLines: shape.skipLines,
      headingLines: shape.headingLines,
    },
    encoding: null,
    rowCount: null,
    damagedCharacters: 0,
    notices: shape.notices,
  };
}

const pickText = ({ text }: PrepareOptions) =>
  text ? { skipLines: text.skipLines, headingLines: text.headingLines } : {};

async function headOf(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(1 << 20), 0, 1 << 20, 0);
    const text = buffer.toString("utf8", 0, bytesRead);
    return bytesRead < 1 << 20 ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  } finally {
    await handle.close();
  }
}

function convert(
  conversion: Conversion,
  options?: Pick<PrepareOptions, "signal" | "onRows">,
): Promise<FoundTable[] | Written> {
  const { promise, resolve, reject } = Promise.withResolvers<FoundTable[] | Written>();
  const worker = new Worker(new URL("convert-worker.ts", import.meta.url), { workerData: conversion });
  const stop = () => void worker.terminate();
  options?.signal?.addEventListener("abort", stop, { once: true });
  worker.on("message", (message: ConversionMessage) => {
    if (message.kind === "rows") options?.onRows?.(message.rows);
    else if (message.kind === "done") resolve(message.result);
    else if (message.kind === "refused") reject(new Problem(message.definition, message.facts));
    else reject(new Error(message.message));
  });
  worker.on("error", reject);
  worker.on("exit", () => {
    options?.signal?.removeEventListener("abort", stop);
    reject(
      options?.signal?.aborted ? (options.signal.reason as Error) : new Error("The converting thread ended early."),
    );
  });
  return promise;
}
