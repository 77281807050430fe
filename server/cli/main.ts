import { Command } from "commander";
import { ConfigError } from "#kernel/config";
import { Problem } from "#kernel/problem";
import { CommandFailure, exitCodes, note } from "./output.ts";

/** In the order of the help. Each is loaded only when it is asked for: together they are most of the hub. */
const commands = new Map<string, () => Promise<() => Command>>([
  ["start", async () => (await import("./start.ts")).startCommand],
  ["load", async () => (await import("./load.ts")).loadCommand],
  ["runs", async () => (await import("./runs.ts")).runsCommand],
  ["harvest", async () => (await import("./harvest.ts")).harvestCommand],
  ["agent", async () => (await import("./agent.ts")).agentCommand],
  ["mcp", async () => (await import("./mcp.ts")).mcpCommand],
  ["check", async () => (await import("./check.ts")).checkCommand],
  ["match", async () => (await import("./match.ts")).matchCommand],
  ["quality", async () => (await import("./quality.ts")).qualityCommand],
  ["sample", async () => (await import("./sample.ts")).sampleCommand],
  ["verify", async () => (await import("./verify.ts")).verifyCommand],
  ["trace", async () => (await import("./trace.ts")).traceCommand],
  ["config", async () => (await import("./config.ts")).configCommand],
  ["doctor", async () => (await import("./doctor.ts")).doctorCommand],
]);
const asked = commands.get(process.argv[2] ?? "");

const program = new Command("weir")
  .description("堰 Weir: a government data hub · 政务数据枢纽")
  .addHelpText(
    "after",
    `\nExit codes: ${Object.entries(exitCodes)
      .map(([name, code]) => `${code} ${name}`)
      .join(", ")}.`,
  )
  .showHelpAfterError("(weir --help)")
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
  });

for (const load of asked ? [asked] : commands.values()) {
  const command = await load();
  // A command keeps to the exit codes of the program, also where an argument is missing.
  const added = command().copyInheritedSettings(program);
  for (const verb of added.commands) verb.copyInheritedSettings(added);
  program.addCommand(added);
}

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommandFailure) note(error.message);
  else if (error instanceof Problem) note(`${error.sentence("zh")}\n${error.sentence("en")}`);
  else if (error instanceof ConfigError) note(error.message);
  else throw error;
  process.exitCode = error instanceof CommandFailure ? error.exitCode : exitCodes.refused;
}
