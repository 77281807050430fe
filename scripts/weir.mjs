#!/usr/bin/env node
import { ensureBuilt, ensureInstalled, runServer } from "./setup.mjs";

ensureInstalled();
if (process.argv[2] === "start") ensureBuilt();
runServer("server/cli/main.ts", process.argv.slice(2));
