import { parentPort, workerData } from "node:worker_threads";
import { generateHere, type PlainOptions } from "./generate.ts";
import type { SampleManifest } from "./manifest.ts";

export type WorkerMessage =
  | { readonly kind: "progress"; readonly progress: { department: string; table: string; rows: number } }
  | { readonly kind: "done"; readonly manifest: SampleManifest };

/** Entry of the worker thread; what it throws reaches whoever started it. */
const post = (message: WorkerMessage) => parentPort?.postMessage(message);
const manifest = await generateHere(workerData as PlainOptions, (progress) => post({ kind: "progress", progress }));
post({ kind: "done", manifest });
