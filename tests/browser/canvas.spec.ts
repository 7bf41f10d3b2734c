// (c) The canvas face: the same journey by mouse and by keyboard only; lost context, idle frames.
import { expect, test } from "./demo.ts";
import { appliesAsAdultInMusterstadt, id, mouse, photo, receiptNumber, thi, type Hands, type Journey, type Where } from "./steps.ts";
import type { Page } from "@playwright/test";

// Only what a hand on a mouse can do: move to where the control is drawn, press, type.
const handOnMouse = (page: Page): Hands => {
  const click = async (where: Where, selector: string) => {
    const target = where.locator(selector);
    await target.scrollIntoViewIfNeeded();
    const box = (await target.boundingBox())!;
    expect(box.width).toBeGreaterThanOrEqual(24);
    expect(box.height).toBeGreaterThanOrEqual(24);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  return {
    fill: async (where, name, value) => { await click(where, id(name)); await page.keyboard.type(value); },
    choose: (where, name, value) => click(where, `input[name="${name}"][value="${value}"]`),
    tick: (where, name) => click(where, id(name)),
    attach: async (where, name, fileName) => {
      const chooser = page.waitForEvent("filechooser");
      await click(where, id(name));
      await (await chooser).setFiles(photo(fileName));
    },
    press: (where, action) => click(where, `main button[value="${action}"]`),
  };
};

// Only keys: Tab until the control has the focus.
const keyboard = (page: Page): Hands => {
  const reach = async (where: Where, matches: string) => {
    for (let i = 0; i < 80; i++) {
      if (await where.evaluate((selector) => document.activeElement?.matches(selector) ?? false, matches)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`not reachable by Tab: ${matches}`);
  };
  return {
    fill: async (where, name, value) => { await reach(where, id(name)); await page.keyboard.type(value); },
    choose: async (where, name, value) => {
      await reach(where, `input[name="${name}"]`);
      for (let i = 0; i < 10; i++) {
        await page.keyboard.press(i === 0 ? "Space" : "ArrowDown");
        if (await where.locator(`input[name="${name}"][value="${value}"]`).isChecked()) return;
      }
      throw new Error(`not reachable by arrows: ${value}`);
    },
    tick: async (where, name) => { await reach(where, id(name)); await page.keyboard.press("Space"); },
    attach: async (where, name, fileName) => {
      await reach(where, id(name));
      const chooser = page.waitForEvent("filechooser");
      let opened = false;
      void chooser.then(() => { opened = true; });
      // Space (Enter sends the form). Pressed again, as a person would, if the page changed under the first press.
      for (let i = 0; i < 10 && !opened; i++) {
        await reach(where, id(name));
        await page.keyboard.press("Space", { delay: 30 });
        await page.waitForTimeout(300);
      }
      await (await chooser).setFiles(photo(fileName));
    },
    press: async (where, action) => { await reach(where, `main button[value="${action}"]`); await page.keyboard.press("Enter"); },
  };
};

const drawn = async (page: Page) => expect(page.locator("html.lp-canvas canvas")).toBeVisible();

for (const [name, hands] of [["mouse", handOnMouse], ["keyboard only", keyboard]] as const) {
  test(`a whole application in the canvas by ${name}`, async ({ page, demo }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${demo.addresses.form}?face=canvas`);
    await drawn(page);
    const journey: Journey = { page, where: page, hands: hands(page), onPage: async (step) => { if (step !== "status") await drawn(page); }, uploadsAtOnce: true };
    await appliesAsAdultInMusterstadt(journey, thi);
    await receiptNumber(page);
    expect(errors).toEqual([]);
  });
}

test("the kiosk address shows the canvas, and no frame is drawn while nobody does anything", async ({ page, demo }) => {
  await page.goto(demo.addresses.kiosk);
  await drawn(page);
  const frames = () => page.evaluate(() => Number(document.documentElement.dataset.lpFrames));
  await expect.poll(async () => { const before = await frames(); await page.waitForTimeout(300); return (await frames()) - before; }).toBe(0);
  expect(await frames()).toBeGreaterThan(0);
});

test("a lost WebGL context comes back or leaves a usable page", async ({ page, demo }) => {
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await drawn(page);
  await page.evaluate(() => {
    const gl = document.querySelector("canvas")!.getContext("webgl2")!;
    const lose = gl.getExtension("WEBGL_lose_context")!;
    lose.loseContext();
    setTimeout(() => lose.restoreContext(), 200);
  });
  await mouse.press(page, "next");
  await expect(page.locator("#f-address-street")).toBeVisible();
  await mouse.fill(page, "address.street", "Marktplatz");
  await expect(page.locator("#f-address-street")).toHaveValue("Marktplatz");
  await drawn(page);
});

test("the canvas needs no sideways scrolling at 320 CSS pixels", async ({ page, demo }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await drawn(page);
  await mouse.press(page, "next");
  await expect(page.locator("#f-address-street")).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
});
