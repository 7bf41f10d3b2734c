// (d) The same form inside a municipal portal page on another origin.
import { oneProcess } from "./chromium.ts";
import { expect, test } from "./demo.ts";
import { appliesAsAdultInMusterstadt, framed, hasNoAxeViolations, mouse, paysInTheSimulator, receiptNumber, thi, type Journey } from "./steps.ts";

test.use({ launchOptions: oneProcess });

test("a citizen applies inside the portal's frame; payment leaves the frame and comes back", async ({ page, demo }) => {
  await page.goto(demo.addresses.portal);
  expect(new URL(page.url()).origin).not.toBe(new URL(demo.addresses.form).origin);
  const element = page.locator("iframe");
  await expect(element).toBeVisible();
  const frame = await (await element.elementHandle())!.contentFrame();
  expect(frame).not.toBeNull();
  const heights: number[] = [];
  const journey: Journey = {
    page, where: frame!, hands: mouse, uploadsAtOnce: true,
    onPage: async () => {
      await hasNoAxeViolations(page, framed);
      heights.push((await element.boundingBox())!.height);
    },
  };
  await expect(frame!.locator("body[data-live=yes]")).toBeAttached();
  await appliesAsAdultInMusterstadt(journey, thi);
  // The frame follows its content: no scroll bar inside, different heights for different steps.
  expect(new Set(heights.map(Math.round)).size).toBeGreaterThan(2);
  const inner = await frame!.evaluate(() => ({ scroll: document.documentElement.scrollHeight, client: document.documentElement.clientHeight }));
  expect(inner.scroll - inner.client).toBeLessThanOrEqual(2);
  await receiptNumber(frame!);
  await paysInTheSimulator(page, frame!);
});

test("an origin that is not on the library's list gets no frame", async ({ page, demo }) => {
  await page.goto(demo.addresses.portalRefused);
  const element = page.locator("iframe");
  await expect(element).toBeAttached();
  const frame = await (await element.elementHandle())!.contentFrame();
  await expect.poll(async () => frame!.locator("#lp-main").count()).toBe(0);
});
