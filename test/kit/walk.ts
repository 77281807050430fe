import type { Browser, Page } from "playwright-core";
import type { Assignment } from "#contract/identity";
import { axeFaults, isTooWide, type Look, open, shoot, turn, visit, type Visit } from "./browser.ts";
import type { TestHub } from "./hub.ts";

export const usualLook: Look = { width: 1440, language: "zh", theme: "light" };

/** The other width, language and theme. */
export const otherThan = ({ width, language, theme }: Look): Look => ({
  width: width === 390 ? 1440 : 390,
  language: language === "zh" ? "en" : "zh",
  theme: theme === "light" ? "dark" : "light",
});

/**
 * Looks a walk begins in; it sees every screen in the opposite look too, so that each width, language and theme comes once,
 * and all of them in the other combination where pictures are kept for people to look at (`WEIR_TEST_SHOTS`).
 */
export const looks: readonly Look[] = [
  usualLook,
  ...(process.env["WEIR_TEST_SHOTS"] === undefined ? [] : [{ width: 1440, language: "en", theme: "dark" } as const]),
];

/** For a test's name. */
export const nameOf = (look: Look): string =>
  [look, otherThan(look)].map(({ width, language, theme }) => `${width} px, ${language}, ${theme}`).join(" and ");

let count = 0;

/** A window in which a fresh person of these roles is signed in already. */
export async function enterAs(
  browser: Browser,
  { hub, url }: TestHub,
  assignments: readonly Assignment[],
  look: Look = usualLook,
): Promise<Visit> {
  count += 1;
  const login = `walker-${count}`;
  await hub.identity.ensureAccount(hub.call(), { login, name: `测试走查${count}`, assignments });
  const { token } = await hub.identity.sessionFor(hub.call(), login);
  const window = await visit(browser, url, look);
  await window.context.addCookies([{ name: "weir_session", value: token, url }]);
  return window;
}

/**
 * Opens every screen in one look and turns it to the opposite, where the next is opened; keeps their pictures, and answers
 * what axe and the width find wrong with each.
 */
export async function walk(window: Visit, screens: Readonly<Record<string, string>>): Promise<string[]> {
  const wrong: string[] = [];
  let [look, next] = [window.look, otherThan(window.look)];
  for (const [name, address] of Object.entries(screens)) {
    await open(window, address);
    wrong.push(...(await inspect(window.page, look, name)));
    [look, next] = [next, look];
    await turn(window.page, look);
    wrong.push(...(await inspect(window.page, look, name)));
  }
  if (look !== window.look) await turn(window.page, window.look);
  return [...wrong, ...window.faults];
}

/** As `walk`, in the look of the window alone: for pages that the hub makes, which do not turn. */
export async function walkOnce(window: Visit, screens: Readonly<Record<string, string>>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, address] of Object.entries(screens)) {
    await open(window, address);
    wrong.push(...(await inspect(window.page, window.look, name)));
  }
  return [...wrong, ...window.faults];
}

async function inspect(page: Page, look: Look, name: string): Promise<string[]> {
  await shoot(page, look, name);
  const faults = await axeFaults(page);
  if (await isTooWide(page)) faults.push(`wider than ${look.width} px`);
  return faults.map((fault) => `${name} at ${look.width} px, ${look.language}, ${look.theme}: ${fault}`);
}
