import path from "node:path";
import { Command } from "commander";
import { operationsRoutes, type ComponentState } from "#contract/operations";
import { loadConfig } from "#kernel/config";
import { readHolder } from "#kernel/files/folder-lock";
import { examine, shippedHolidayCheck } from "#operations";
import { connect } from "./connection.ts";
import { CommandFailure, say, sayJson } from "./output.ts";

const marks = { good: "✔", warning: "!", bad: "✖" } as const;

export const doctorCommand = (): Command =>
  new Command("doctor")
    .description("检查本机，说明问题和办法 · name what is wrong on this machine, and the mend")
    .option("--json", "one JSON object on standard output")
    .action(async (options: { json?: boolean }) => {
      const components = await findings();
      const isWell = components.every((component) => component.state !== "bad");
      if (options.json) sayJson({ isWell, components });
      else for (const component of components) say(lineOf(component));
      if (!isWell) throw new CommandFailure("有问题需要处理 · something needs mending");
    });

/** What the running hub says of itself, or what can be seen without one. */
async function findings(): Promise<ComponentState[]> {
  const config = loadConfig(process.env);
  const holder = readHolder(config.data);
  const isRunning =
    holder !== null &&
    (await fetch(`${holder.url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    ));
  if (isRunning) {
    await using hub = await connect(process.env);
    return (await hub.call(operationsRoutes.status)).components;
  }
  const machine = await examine({
    dataFolder: config.data,
    databaseUrl: config.databaseUrl,
    port: config.port,
    host: config.host,
    isListening: false,
    webFolder: path.resolve(import.meta.dirname, "..", "..", "dist", "web"),
    now: new Date(),
  });
  return [...machine, await shippedHolidayCheck(new Date())];
}

function lineOf({ state, title, detail, mend }: ComponentState): string {
  const line = `${marks[state]} ${title.zh} ${title.en}: ${detail.zh} · ${detail.en}`;
  return mend ? `${line}\n    → ${mend.zh}\n    → ${mend.en}` : line;
}
