// The list of places on the live page: fetched when an address is asked for, used without a network from then on, missed by
// nobody who does not get it.
import { expect, test } from "./demo.ts";
import { mouse } from "./steps.ts";

const list = "**/assets/places.*.bin";
const question = "#f-address-municipality";

test("a postcode of two towns asks which, also when the network is gone by then", async ({ browser, demo }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const fetched: string[] = [];
  page.on("request", (request) => { if (request.url().includes("places")) fetched.push(request.url()); });
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  expect(fetched).toEqual([]);
  const arrived = page.waitForResponse(list);
  await mouse.press(page, "next");
  await (await arrived).finished();
  await context.setOffline(true);
  await mouse.fill(page, "address.postcode", "42549");
  await expect(page.locator(question)).toContainText("Essen");
  await expect(page.locator(question)).toContainText("Velbert");
  await mouse.fill(page, "address.town", "velbert");
  await expect(page.locator(`${question} input[value="05158032"]`)).toBeChecked();
  await expect(page.locator("#responsibility")).toContainText("42549 Velbert");
  await mouse.choose(page, "address.municipality", "05113000");
  await expect(page.locator("#responsibility")).toContainText("42549 Essen");
  await mouse.fill(page, "address.postcode", "40723");
  await expect(page.locator(question)).toHaveCount(0);
  await expect(page.locator("#responsibility")).toContainText("Stadtbücherei Hilden");
  await expect(page.locator("#town-hint")).toContainText("Velbert");
  expect(fetched.length).toBe(1);
  await context.close();
});

test("a list that comes late, or not at first, stops nobody", async ({ page, demo }) => {
  let tries = 0;
  await page.route(list, (route) => (++tries === 1 ? route.abort() : route.continue()));
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await mouse.press(page, "next");
  for (const [name, value] of [["address.street", "Markt"], ["address.houseNumber", "1"], ["address.postcode", "42549"], ["address.town", "Ort"]] as const)
    await mouse.fill(page, name, value);
  await expect(page.locator("#responsibility")).toContainText("noch nicht geladen");
  await mouse.press(page, "next");
  await expect(page.locator("#f-applicant-givenName")).toBeVisible();
  await expect.poll(() => tries).toBe(2);
  await mouse.press(page, "back");
  await expect(page.locator(question)).toBeVisible();
});
