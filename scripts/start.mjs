import { ensureBuilt, ensureInstalled, runServer } from "./setup.mjs";

ensureInstalled();
ensureBuilt();
runServer("server/main.ts", process.argv.slice(2));
