import { startEmbeddedPostgres } from "#kernel/postgres/embedded";
import { mkdirSync } from "node:fs";
mkdirSync("/tmp/dbgpg",{recursive:true,mode:0o711});
const p=await startEmbeddedPostgres("/tmp/dbgpg");
console.log(p.url);
await new Promise(r=>setTimeout(r,3600e3*8));
