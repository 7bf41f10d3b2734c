// Parts of the page that do not come, come late or come broken: the plain page below works, and nothing false is said.
import type { Page, Route } from "@playwright/test";
import { chromium } from "@playwright/test";
import { chromium as options } from "./chromium.ts";
import { expect, test } from "./demo.ts";
import { adultInMusterstadt, id, thi } from "./play.ts";
import { mouse, plays } from "./steps.ts";

const corrupt = async (route: Route) => {
  const response = await route.fetch();
  const body = Buffer.from(await response.body());
  body.fill(0xff, Math.floor(body.length / 2));
  await route.fulfill({ response, body });
};

const faults: Record<string, { url: string; fault: (route: Route) => Promise<void> }> = {
  "the module does not come": { url: "**/core.*.wasm", fault: (route) => route.abort() },
  "the module is not found": { url: "**/core.*.wasm", fault: (route) => route.fulfill({ status: 404, body: "" }) },
  "the module is broken": { url: "**/core.*.wasm", fault: corrupt },
  "the module is a portal's sign-in page": { url: "**/core.*.wasm", fault: (route) => route.fulfill({ contentType: "text/html", body: "<h1>WLAN</h1>" }) },
  "boot.js does not come": { url: "**/boot.*.js", fault: (route) => route.abort() },
  "boot.js is broken": { url: "**/boot.*.js", fault: (route) => route.fulfill({ contentType: "text/javascript", body: "this is no script (" }) },
  "the texts do not come": { url: "**/catalog.*.bin", fault: (route) => route.abort() },
};

// Mistakes are told by the server, and nothing on the page says that something does not work or already works live.
async function plainPageWorks(page: Page): Promise<void> {
  await mouse.press(page, "next");
  await expect(page.locator(id("address.street"))).toBeVisible();
  await mouse.fill(page, "address.street", "Marktplatz");
  await mouse.press(page, "next");
  await expect(page.locator("#lp-errors")).toBeVisible();
  await expect(page.locator(id("address.street"))).toHaveValue("Marktplatz");
  await expect(page.locator("body[data-live=yes]")).not.toBeAttached();
  await expect(page.locator(".lp-canvas-note, [role=status]:not(:empty), [role=alert]:not(#lp-errors, #lp-errors *)")).toHaveCount(0);
}

for (const [title, { url, fault }] of Object.entries(faults)) {
  test(`${title}: the plain page works`, async ({ page, demo }) => {
    let met = 0;
    await page.route(url, (route) => {
      met += 1;
      return fault(route);
    });
    await page.goto(demo.addresses.form);
    await expect.poll(() => met).toBeGreaterThan(0);
    await plainPageWorks(page);
  });
}

test("a module that never arrives holds nobody up", async ({ page, demo }) => {
  const held: Route[] = [];
  await page.route("**/core.*.wasm", (route) => void held.push(route));
  await page.goto(demo.addresses.form, { waitUntil: "domcontentloaded" });
  await plainPageWorks(page);
  expect(held.length).toBeGreaterThan(0);
});

test("a module that arrives late takes over with what was typed meanwhile", async ({ page, demo }) => {
  await page.route("**/core.*.wasm", (route) => route.abort());
  await page.goto(demo.addresses.form);
  await mouse.press(page, "next");
  await page.unroute("**/core.*.wasm");
  let arrive = () => {};
  const held = new Promise<void>((done) => { arrive = done; });
  await page.route("**/core.*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await mouse.press(page, "next"); // a page with mistakes, and a second try at the module
  await expect(page.locator("#lp-errors")).toBeVisible();
  await mouse.fill(page, "address.street", "Marktplatz");
  arrive();
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await expect(page.locator(id("address.street"))).toHaveValue("Marktplatz");
  await mouse.fill(page, "address.postcode", "12345");
  await expect(page.locator("#responsibility")).toContainText("Stadtbibliothek Musterstadt");
});

test("a browser without WebAssembly: a whole application", async ({ demo }) => {
  // --noexpose_wasm is gone from V8; without its compilers it has no WebAssembly either (as in Edge's enhanced security).
  const browser = await chromium.launch({ ...options, args: [...options.args, "--js-flags=--jitless"] });
  const page = await browser.newPage({ locale: "de-DE" });
  await page.goto(demo.addresses.form);
  expect(await page.evaluate(() => typeof WebAssembly)).toBe("undefined");
  await plays({ page, where: page, hands: mouse, uploadsAtOnce: false }, adultInMusterstadt(thi));
  await expect(page.locator("body[data-live=yes]")).not.toBeAttached();
  await browser.close();
});

test("a browser without WebGL: the large view says so and the page is the face", async ({ demo }) => {
  const browser = await chromium.launch({ ...options, args: [...options.args, "--disable-3d-apis"] });
  const page = await browser.newPage({ locale: "de-DE" });
  await page.goto(`${demo.addresses.form}?face=canvas`);
  expect(await page.evaluate(() => document.createElement("canvas").getContext("webgl2"))).toBeNull();
  await expect(page.locator("[role=status].lp-canvas-note")).toContainText("Großansicht");
  await expect(page.locator("html:not(.lp-canvas)")).toBeAttached();
  await mouse.press(page, "next");
  await expect(page.locator(id("address.street"))).toBeVisible();
  await browser.close();
});
