import { Worker } from "node:worker_threads";
import type { SampleOptions } from "./generate.ts";
import type { WorkerMessage } from "./generate-worker.ts";
import type { SampleManifest } from "./manifest.ts";

/** Far more than is needed, far less than a thread would take of itself before it cleans up. */
const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

/**
 * Generates the departments' files into an empty folder (or over an older sample) and the truth beside them. The same
 * options give the same bytes. It works in a thread of its own: the hub's pages are not held up, and the memory, which
 * does not grow with the city, is given back.
 *
 * @throws Error where the folder holds something else, or an option makes no sense
 */
export async function generateSample(options: SampleOptions): Promise<SampleManifest> {
  const { onProgress, signal, ...plain } = options;
  signal?.throwIfAborted();
  const worker = new Worker(new URL("./generate-worker.ts", import.meta.url), {
    workerData: plain,
    resourceLimits: limits,
    // Not the flags of whoever asks.
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<SampleManifest>();
  const stop = () => {
    reject(signal?.reason as Error);
    void worker.terminate();
  };
  signal?.addEventListener("abort", stop, { once: true });
  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "done") resolve(message.manifest);
    else onProgress?.(message.progress);
  });
  worker.on("error", reject);
  worker.on("exit", (code) =>
    reject(new Error(`生成示例的线程中途停了（${code}）。The thread that generates the sample ended early (${code}).`)),
  );
  try {
    return await promise;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
