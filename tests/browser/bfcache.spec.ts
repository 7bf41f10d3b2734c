// Leaving the form by a link and coming back. Playwright switches the browser's back/forward cache off: here it is on.
import { chromium } from "./chromium.ts";
import { expect, test } from "./demo.ts";
import { id, mouse } from "./steps.ts";

test.use({ launchOptions: { ...chromium, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("back from another page: the form is as it was left, and goes on", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "Marktplatz");
  await mouse.fill(page, "address.houseNumber", "1");
  await page.evaluate(() => addEventListener("pageshow", (event) => { document.body.dataset["restored"] = String(event.persisted); }));
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(new URL("/musterstadt/accessibility", demo.addresses.form).href);
  await page.goBack({ waitUntil: "commit" }); // a page that comes back whole loads nothing
  await expect(page.locator("body")).toHaveAttribute("data-restored", "true");
  await expect(page.locator(id("address.street"))).toHaveValue("Marktplatz");
  await mouse.fill(page, "address.postcode", "12345");
  await mouse.fill(page, "address.town", "Musterstadt");
  await mouse.press(page, "next");
  await expect(page.locator(id("applicant.givenName"))).toBeVisible();
});
