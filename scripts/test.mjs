// `npm test`: set-up, static checks, then every test on a real PostgreSQL. `npm test -- path …` runs only those files.
import { ensureBuilt, ensureInstalled, nodeBinary, root } from "./setup.mjs";
import { spawn } from "node:child_process";

ensureInstalled();
const files = process.argv.slice(2);
if (files.length === 0) ensureBuilt();
const child = spawn(nodeBinary(), ["--disable-warning=ExperimentalWarning", "test/run.ts", ...files], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
