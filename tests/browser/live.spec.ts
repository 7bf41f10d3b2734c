// (b) The live page: the same journey, driven by the WASM module; morphing keeps focus and caret.
import { expect, test } from "./demo.ts";
import { appliesAsAdultInMusterstadt, hasNoAxeViolations, mouse, paysInTheSimulator, receiptNumber, thi, type Journey } from "./steps.ts";

test("a citizen applies on the live page without a page load between the steps", async ({ page, demo }) => {
  const loads: string[] = [];
  page.on("framenavigated", (frame) => { if (frame === page.mainFrame()) loads.push(frame.url()); });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const journey: Journey = { page, where: page, hands: mouse, onPage: () => hasNoAxeViolations(page), uploadsAtOnce: true };
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await appliesAsAdultInMusterstadt(journey, thi);
  const documents = new Set(loads.map((url) => new URL(url).pathname));
  expect([...documents].filter((path) => path !== "/musterstadt/" && !path.startsWith("/status/"))).toEqual([]);
  await receiptNumber(page);
  expect(errors).toEqual([]);
  const origin = new URL(demo.addresses.form).origin;
  expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:"))).toEqual([]);
  await paysInTheSimulator(page, page);
});

test("typing survives a change of the page: caret, value and focus stay", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await mouse.press(page, "next");
  const postcode = page.locator("#f-address-postcode");
  await postcode.click();
  await page.keyboard.type("12345");
  // The responsible library appears while the field has the focus.
  await expect(page.locator("#responsibility")).toContainText("Stadtbibliothek Musterstadt");
  await expect(postcode).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("4");
  await expect(postcode).toHaveValue("12345");
  expect(await postcode.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(4);
});

test("back and forward of the browser walk through the steps and lose nothing", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await mouse.press(page, "next");
  for (const [name, value] of [["address.street", "Marktplatz"], ["address.houseNumber", "1"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]] as const)
    await mouse.fill(page, name, value);
  await mouse.press(page, "next");
  await expect(page.locator("#f-applicant-givenName")).toBeVisible();
  await page.goBack();
  await expect(page.locator("#f-address-street")).toHaveValue("Marktplatz");
});

test("without WebAssembly the plain page stays and works", async ({ browser, demo }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(demo.addresses.form);
  await mouse.press(page, "next");
  await expect(page.locator("#f-address-street")).toBeVisible();
  await expect(page.locator("body[data-live=yes]")).not.toBeAttached();
  await mouse.fill(page, "address.street", "Marktplatz");
  await mouse.press(page, "next");
  await expect(page.locator("#lp-errors")).toBeVisible();
  await expect(page.locator("#f-address-street")).toHaveValue("Marktplatz");
});

test("switching the language keeps the answers", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "Marktplatz");
  await page.locator('button[value="lang:en"]').click();
  await expect(page.locator("h1")).toHaveText("Your address");
  await expect(page.locator("#f-address-street")).toHaveValue("Marktplatz");
});
