import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser } from "playwright-core";
import { noBrowser, startBrowser } from "#test/browser";
import { startTestHub, type TestHub } from "#test/hub";
import { asking, sharingScreens } from "#test/sharing-screens";
import { enterAs, looks, nameOf, walk } from "#test/walk";

if (noBrowser === null) {
  const hub = await startTestHub();
  const { asker } = await sharingScreens(hub);
  walks(hub, await startBrowser(), asker);
} else test("the screens of sharing for who asks, in a real browser", { skip: noBrowser }, () => {});

function walks(hub: TestHub, browser: Browser, screens: Readonly<Record<string, string>>): void {
  for (const look of looks) {
    test(`sharing is whole for who asks at ${nameOf(look)}`, async () => {
      assert.deepEqual(await walk(await enterAs(browser, hub, asking, look), screens), []);
    });
  }
}
