import { Command } from "commander";

export const startCommand = (): Command =>
  new Command("start").description("运行系统 · run the hub (same as npm start)").action(async () => {
    const { start } = await import("../start.ts");
    await start(process.env);
  });
