import { Command } from "commander";
import { ConfigError } from "#kernel/config";
import { Problem } from "#kernel/problem";
import { agentCommand } from "./agent.ts";
import { checkCommand } from "./check.ts";
import { configCommand } from "./config.ts";
import { doctorCommand } from "./doctor.ts";
import { harvestCommand } from "./harvest.ts";
import { loadCommand } from "./load.ts";
import { matchCommand } from "./match.ts";
import { CommandFailure, exitCodes, note } from "./output.ts";
import { mcpCommand } from "./mcp.ts";
import { qualityCommand } from "./quality.ts";
import { runsCommand } from "./runs.ts";
import { sampleCommand } from "./sample.ts";
import { startCommand } from "./start.ts";
import { traceCommand } from "./trace.ts";
import { verifyCommand } from "./verify.ts";

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

for (const command of [
  startCommand,
  loadCommand,
  runsCommand,
  harvestCommand,
  agentCommand,
  mcpCommand,
  checkCommand,
  matchCommand,
  qualityCommand,
  sampleCommand,
  verifyCommand,
  traceCommand,
  configCommand,
  doctorCommand,
]) {
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
