import { SingleBar } from "cli-progress";
import type { JobView } from "#contract/operations";

/** What `weir` ends with; documented in the README. */
export const exitCodes = { done: 0, refused: 1, usage: 2, unreachable: 4 } as const;

/** Ends the command with a sentence and an exit code. */
export class CommandFailure extends Error {
  readonly exitCode: number;
  constructor(sentence: string, exitCode: number = exitCodes.refused) {
    super(sentence);
    this.name = "CommandFailure";
    this.exitCode = exitCode;
  }
}

/** For people, on standard error: standard output belongs to the answer. */
export const note = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
export const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
export const sayJson = (answer: unknown): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

/** Shows a job: a bar on a terminal, a line per phase in a pipe. */
export interface ProgressShow {
  update(job: Pick<JobView, "phase" | "done" | "total" | "facts">): void;
  stop(): void;
}

export function showProgress(title: string): ProgressShow {
  return process.stderr.isTTY ? showBar(title) : showLines(title);
}

function showBar(title: string): ProgressShow {
  const bar = new SingleBar({
    format: `${title} [{bar}] {percentage}% {phase} {value}/{total}`,
    stream: process.stderr,
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { phase: "" });
  return {
    update(job) {
      bar.setTotal(Math.max(1, job.total ?? job.done));
      bar.update(job.done, { phase: job.phase.zh });
    },
    stop: () => bar.stop(),
  };
}

function showLines(title: string): ProgressShow {
  let last = "";
  return {
    update(job) {
      const line = `${title}: ${job.phase.zh} ${job.phase.en}`.trim();
      if (line !== last && job.phase.zh !== "") note(line);
      last = line;
    },
    stop: () => {},
  };
}

/** Rows of texts as aligned columns; Chinese characters take two places. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - displayWidth(cell)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function displayWidth(text: string): number {
  return Array.from(text).reduce(
    (width, letter) =>
      width +
      (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(letter)
        ? 2
        : 1),
    0,
  );
}
