import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Language } from "#contract/text";

/** The same browser twice: built without windows it needs three fifths of the processor time. */
const programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const program = programs.find((file) => existsSync(file));
const builtPages = path.resolve(import.meta.dirname, "..", "..", "dist", "web", "index.html");

/** Why the journeys cannot run on this machine; null where they can. Give it to `test(…, { skip })`. */
export const noBrowser: string | null =
  program === undefined
    ? "chromium is not installed (/usr/bin/chromium); .ci/run installs it"
    : existsSync(builtPages)
      ? null
      : "the web pages are not built; run `npm run build` first";

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A real browser for this test file, closed when the file ends. */
export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ ...(program ? { executablePath: program } : {}), args: quiet });
  after(() => browser.close());
  return browser;
}

export interface Look {
  readonly width: 1440 | 390;
  readonly language: Language;
  readonly theme: "light" | "dark";
}

const heightAt = (width: Look["width"]): number => (width === 390 ? 844 : 900);

/** A person's browser window, and everything in it that must not happen. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly look: Look;
  /** Errors of scripts and of the content security policy, requests elsewhere, answers of 500 and above. */
  readonly faults: string[];
}

/** Opens a window on the hub with its own cookies, in one look; system settings of the machine play no part. */
export async function visit(browser: Browser, url: string, look: Look): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: look.width, height: heightAt(look.width) },
    colorScheme: look.theme,
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  await context.addInitScript(
    (language) => localStorage.getItem("weir.language") ?? localStorage.setItem("weir.language", language),
    look.language,
  );
  // Pages wait for states, never for times; on a shared machine thirty seconds may be one page's turn.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // The browser notes every answer of 400 and above; those are looked at below.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== url && protocol.startsWith("http")) faults.push(`request elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()}: ${response.url()}`);
  });
  return { page, context, look, faults };
}

/** Goes to an address and waits until its title and its answers are there. */
export async function open({ page }: Visit, address: string): Promise<void> {
  await page.goto(address);
  await settle(page);
}

/** Waits until nothing on the page is being read any more; what only shows how waiting looks (the gallery) is let be. */
export async function settle(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => {
    const waiting = [...document.querySelectorAll(".state-rows, .stale, .ant-btn-loading")];
    return waiting.every((part) => part.closest("[data-example]") !== null);
  });
}

/** The page as it stands in another look, without reading it again: wider or narrower, lighter or darker, in the other language. */
export async function turn(page: Page, { width, language, theme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: heightAt(width) });
  await page.emulateMedia({ colorScheme: theme });
  // As if it had been chosen in another window of this browser.
  await page.evaluate((chosen) => {
    localStorage.setItem("weir.language", chosen);
    dispatchEvent(new StorageEvent("storage", { key: "weir.language", newValue: chosen }));
  }, language);
  await page.waitForFunction(
    ([lang, colours]) =>
      document.documentElement.lang.startsWith(lang) && document.documentElement.dataset["theme"] === colours,
    [language, theme] as const,
  );
  await settle(page);
}

/**
 * What axe finds wrong with the page as it stands, one line for each rule. No page has a frame of another origin, so the
 * quicker way without a second page for the frames' results does; what is right is not collected.
 */
export async function axeFaults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** True where something sticks out sideways, so that a phone would scroll. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Keeps a picture in the folder `WEIR_TEST_SHOTS` names, if it does. */
export async function shoot(page: Page, look: Look, name: string): Promise<void> {
  const folder = process.env["WEIR_TEST_SHOTS"];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const file = `${name}-${look.width}-${look.language}-${look.theme}.png`;
  await page.screenshot({ path: path.join(folder, file) });
}
