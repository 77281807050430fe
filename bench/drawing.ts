import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import type { Drawn } from "./drawing-page.ts";
import { option, print, printMachine } from "./measure.ts";

/**
 * Thousands of places on the graph's field in Chromium: first frame, and frames a second while it is moved and zoomed.
 *
 *   node bench/drawing.ts --places 10000 --seconds 4 --rounds 3
 */
const places = Number(option("places", "10000"));
const seconds = Number(option("seconds", "4"));
const rounds = Number(option("rounds", "3"));
const folder = mkdtempSync(path.join(tmpdir(), "weir-bench-drawing-"));
await build({
  configFile: false,
  logLevel: "error",
  root: path.resolve(import.meta.dirname, ".."),
  build: {
    outDir: folder,
    emptyOutDir: true,
    lib: {
      entry: path.join(import.meta.dirname, "drawing-page.ts"),
      formats: ["iife"],
      name: "drawing",
      fileName: () => "page.js",
    },
  },
});
printMachine();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
for (let round = 0; round < rounds; round += 1) {
  await page.goto("about:blank");
  await page.addScriptTag({ path: path.join(folder, "page.js") });
  const drawn = await page.evaluate<Drawn>(`drawField(${places}, ${seconds})`);
  print(
    `${places} places, ${places * 2} rivers: first frame ${drawn.firstMs.toFixed(0)} ms (layout ${drawn.layoutMs.toFixed(0)}), ${(drawn.frames / drawn.seconds).toFixed(1)} frames/s moving, slowest ${drawn.slowestMs.toFixed(0)} ms; load ${loadavg()[0]?.toFixed(1)}`,
  );
}
await browser.close();
rmSync(folder, { recursive: true, force: true });
