// The canvas face beside its journeys: where it must step back, and that the real elements lie where they are drawn.
import { expect, test } from "./demo.ts";
import { hasNoAxeViolations, mouse } from "./steps.ts";
import type { Page } from "@playwright/test";

const drawn = async (page: Page) => expect(page.locator("html.lp-canvas canvas")).toBeVisible();
const stepsBack = async (page: Page) => expect(page.locator("html:not(.lp-canvas)")).toBeAttached();

// Elements that are not what the pointer would hit in their middle.
const covered = (page: Page) => page.evaluate(() => {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>("#lp-head button:not(.lp-default), #lp-main :is(a, button, input:not([type=hidden])), #lp-foot a, .lp-face-switch")) {
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const label = hit instanceof HTMLLabelElement ? hit.control : null;
    if (hit !== element && label !== element) found.push(`${element.outerHTML.slice(0, 80)} under ${hit?.outerHTML.slice(0, 80)}`);
  }
  return found;
});

test("without WebGL2 the live page stays, and a sentence says so", async ({ page, demo }) => {
  await page.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await expect(page.locator("[role=status].lp-canvas-note")).toContainText("Großansicht");
  await stepsBack(page);
  await mouse.press(page, "next");
  await expect(page.locator("#f-address-street")).toBeVisible();
});

test("in forced colours the live page is the face, for as long as they are on", async ({ page, demo }) => {
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await drawn(page);
  await page.emulateMedia({ forcedColors: "active" });
  await stepsBack(page);
  expect(await page.evaluate(() => document.querySelector<HTMLElement>("main")!.style.cssText)).toBe("");
  await page.emulateMedia({ forcedColors: "none" });
  await drawn(page);
});

test("every control is what the pointer hits, at every width, and axe finds nothing", async ({ page, demo }) => {
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await drawn(page);
  for (const step of ["start", "address", "address with mistakes"]) {
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 700 });
      await expect.poll(() => page.evaluate(() => document.querySelector("canvas")!.getBoundingClientRect().width)).toBeLessThanOrEqual(width);
      expect(await covered(page), `${step} at ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    }
    await hasNoAxeViolations(page);
    await mouse.press(page, "next");
  }
});

test("a link of the error summary and the Tab key bring the field into view, with a ring around it", async ({ page, demo }) => {
  await page.setViewportSize({ width: 390, height: 500 });
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await drawn(page);
  await mouse.press(page, "next");
  await expect(page.locator("#f-address-street")).toBeVisible();
  await mouse.press(page, "next");
  await page.locator(".lp-error-summary a").last().click();
  await expect(page.locator("#f-address-town")).toBeFocused();
  await expect(page.locator("#f-address-town")).toBeInViewport();
  const frames = () => page.evaluate(() => Number(document.documentElement.dataset.lpFrames));
  const before = await frames();
  await page.keyboard.press("Tab");
  await expect(page.locator('main button[value="next"]')).toBeFocused();
  await expect(page.locator('main button[value="next"]')).toBeInViewport();
  await expect.poll(frames).toBeGreaterThan(before);
});

test("the language can be changed and the face left, with what was typed", async ({ page, demo }) => {
  await page.goto(`${demo.addresses.form}?face=canvas`);
  await drawn(page);
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "Domstraße");
  await page.locator("#lp-head button[value='lang:en']").click();
  await expect(page.locator("html[lang=en] #lp-title")).toHaveText("Your address");
  await drawn(page);
  await expect(page.locator("#f-address-street")).toHaveValue("Domstraße");
  await page.locator(".lp-face-switch").click();
  await expect(page.locator("html:not(.lp-canvas) #f-address-street")).toHaveValue("Domstraße");
});
