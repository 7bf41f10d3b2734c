// The whole application without a mouse: Tab, Space, Enter and arrows; the focus is seen at every stop on the way.
import type { Page } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { focusReport, nowhere } from "./focus.ts";
import { action, adultInMusterstadt, id, option, thi } from "./play.ts";
import { photo, plays, type Hands } from "./steps.ts";

const focused = (page: Page, css: string) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, css);

// Forward through the page, around its end once.
async function tabsTo(page: Page, css: string): Promise<void> {
  await expect(page.locator(css).first()).toBeAttached();
  for (let stops = 0; stops < 120; stops++) {
    if (await focused(page, css)) return;
    await page.keyboard.press("Tab");
    const report = await focusReport(page);
    if (report !== nowhere) expect(report, `on the way to ${css}`).toBe("");
  }
  throw new Error(`Tab never reaches ${css}`);
}

function keys(page: Page): Hands {
  let wanted = "";
  // Listening from the start: a chooser that opens while the browser is only being asked to tell of it is lost.
  page.on("filechooser", (chooser) => void chooser.setFiles(photo(wanted)).then(() => { wanted = ""; }));
  return {
    fill: async (_, name, value) => {
      await tabsTo(page, id(name));
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(value);
    },
    // Tab stops once in a group; arrows go through it.
    choose: async (_, name, value) => {
      await tabsTo(page, `input[name="${name}"]`);
      if (await page.locator(`input[name="${name}"]:checked`).count() === 0) await page.keyboard.press("Space");
      for (let i = 0; i < 20 && !await focused(page, option(name, value)); i++) await page.keyboard.press("ArrowDown");
      await expect(page.locator(option(name, value))).toBeChecked();
    },
    tick: async (_, name) => {
      await tabsTo(page, id(name));
      await page.keyboard.press("Space");
      await expect(page.locator(id(name))).toBeChecked();
    },
    attach: async (_, name, file) => {
      await tabsTo(page, id(name));
      wanted = file;
      await page.keyboard.press("Enter");
      await expect.poll(() => wanted).toBe("");
    },
    press: async (_, value) => {
      await tabsTo(page, action(value));
      await page.keyboard.press("Enter");
    },
  };
}

for (const script of [true, false]) {
  test(`with the keyboard alone, ${script ? "live" : "without JavaScript"}`, async ({ browser, demo }) => {
    const page = await (await browser.newContext({ javaScriptEnabled: script, viewport: { width: 1024, height: 500 } })).newPage();
    const hands = keys(page);
    await page.goto(demo.addresses.form);
    if (script) await expect(page.locator("body[data-live=yes]")).toBeAttached();
    await plays({ page, where: page, hands, uploadsAtOnce: script }, adultInMusterstadt(thi));
    await tabsTo(page, action("pay"));
    await page.keyboard.press("Enter");
    await tabsTo(page, 'button[value="success"]');
    await page.keyboard.press("Enter");
    await expect(page.locator("body[data-step=status] main")).toContainText("8,00");
    await page.context().close();
  });
}

test("with the keyboard alone in the large view", async ({ page, demo }) => {
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await expect(page.locator("html.lp-canvas canvas")).toBeVisible();
  const hands = keys(page);
  await hands.press(page, "next");
  await expect(page.locator(id("address.street"))).toBeAttached();
  for (const [name, value] of adultInMusterstadt(thi).scenes[1]!.fill!) await hands.fill(page, name, value);
  await hands.press(page, "next");
  await expect(page.locator(id("applicant.givenName"))).toBeAttached();
});

test("the first Tab leads past the header", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await page.keyboard.press("Tab");
  await expect(page.locator("#lp-skip")).toBeFocused();
  expect(await focusReport(page)).toBe("");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main")!.contains(document.activeElement))).toBe(true);
});
