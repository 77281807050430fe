import { Command } from "commander";
import { start } from "../start.ts";

export const startCommand = (): Command =>
  new Command("start").description("运行系统 · run the hub (same as npm start)").action(() => start(process.env));
