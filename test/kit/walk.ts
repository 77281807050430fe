import type { Browser } from "playwright-core";
import type { Assignment } from "#contract/identity";
import { axeFaults, isTooWide, type Look, open, shoot, visit, type Visit } from "./browser.ts";
import type { TestHub } from "./hub.ts";

/**
 * Looks every screen is walked in: each width, language and theme once, and all of them in the other combination too
 * where pictures are kept for people to look at (`WEIR_TEST_SHOTS`).
 */
export const looks: readonly Look[] = [
  { width: 1440, language: "zh", theme: "light" },
  { width: 390, language: "en", theme: "dark" },
  ...(process.env["WEIR_TEST_SHOTS"] === undefined
    ? []
    : ([
        { width: 1440, language: "en", theme: "dark" },
        { width: 390, language: "zh", theme: "light" },
      ] as const)),
];

export const usualLook: Look = { width: 1440, language: "zh", theme: "light" };

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

/** Opens every screen, keeps its picture, and answers what axe and the width find wrong with each. */
export async function walk(window: Visit, screens: Readonly<Record<string, string>>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, address] of Object.entries(screens)) {
    await open(window, address);
    await shoot(window, name);
    for (const fault of await axeFaults(window.page)) wrong.push(`${name}: ${fault}`);
    if (await isTooWide(window.page)) wrong.push(`${name}: wider than ${window.look.width} px`);
  }
  return [...wrong, ...window.faults];
}
