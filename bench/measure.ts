import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import path from "node:path";
import { cpuSeconds } from "./cpu.ts";

/** One thing that is timed; `setUp` is not. */
export interface Contender {
  readonly name: string;
  readonly setUp?: () => Promise<void>;
  readonly run: () => Promise<void>;
}

export interface Timing {
  readonly name: string;
  /** Milliseconds, in the order measured. */
  readonly samples: readonly number[];
  /** Processor seconds of this program and all it has started, in the order measured. */
  readonly processor: readonly number[];
}

/** Runs the contenders in turn, `repeats` times, so that what the machine does meanwhile falls on all of them alike. */
export async function alternate(contenders: readonly Contender[], repeats: number): Promise<Timing[]> {
  const timings = contenders.map(({ name }) => ({ name, samples: [] as number[], processor: [] as number[] }));
  const used = () => Object.values(cpuSeconds(process.pid)).reduce((sum, seconds) => sum + seconds, 0);
  for (let round = 0; round < repeats; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      await contender.setUp?.();
      const before = used();
      const start = performance.now();
      await contender.run();
      timings[index]?.samples.push(performance.now() - start);
      timings[index]?.processor.push(used() - before);
    }
  }
  return timings;
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Prints each timing and its ratio to the first one's median, with the spread. */
export function printTimings(title: string, timings: readonly Timing[], rows?: number): void {
  const [floor] = timings;
  print(`\n${title}`);
  for (const { name, samples, processor } of timings) {
    const middle = median(samples);
    const rate = rows === undefined ? "" : `  ${(rows / middle / 1000).toFixed(2)} M rows/s`;
    const ratio = floor ? `  speed ${(median(floor.samples) / middle).toFixed(2)} of ${floor.name}` : "";
    print(
      `  ${name.padEnd(34)} ${middle.toFixed(0)} ms [${Math.min(...samples).toFixed(0)}–${Math.max(...samples).toFixed(0)}]${rate}${ratio}  ${median(processor).toFixed(2)} s of processor time`,
    );
  }
}

export function printMachine(): void {
  const [cpu] = cpus();
  print(
    `${availableParallelism()} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, load ${loadavg()
      .map((load) => load.toFixed(2))
      .join(" ")}, one fdatasync of 8 kB ${fsyncMs().toFixed(2)} ms`,
  );
}

/** Every durability figure depends on this; a virtual disk with a write cache flatters. */
function fsyncMs(): number {
  const file = path.join(tmpdir(), `weir-fsync-${process.pid}`);
  const handle = openSync(file, "w");
  const block = Buffer.alloc(8192);
  const samples = Array.from({ length: 50 }, () => {
    const start = performance.now();
    writeSync(handle, block);
    fdatasyncSync(handle);
    return performance.now() - start;
  });
  closeSync(handle);
  rmSync(file);
  return median(samples);
}

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `--name value` from the command line. */
export function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
}
