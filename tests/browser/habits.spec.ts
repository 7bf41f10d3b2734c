// What browsers and people do besides typing: reload, autofill, paste, input methods, dictation, double clicks, slow
// networks, two tabs, other faces. Nothing lost, nothing doubled.
import { expect, test } from "./demo.ts";
import { id, mouse, photo } from "./steps.ts";
import type { Page } from "@playwright/test";

const live = async (page: Page, url: string) => {
  await page.goto(url);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  await mouse.press(page, "next");
  await expect(page.locator(id("address.street"))).toBeVisible();
};
const address = [["address.street", "Marktplatz"], ["address.houseNumber", "1"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]] as const;
const fillAll = async (page: Page, values: readonly (readonly [string, string])[]) => {
  for (const [name, value] of values) await mouse.fill(page, name, value);
};
const toSummary = async (page: Page) => {
  await fillAll(page, address);
  await mouse.press(page, "next");
  await fillAll(page, [["applicant.givenName", "Ana"], ["applicant.familyName", "Kowalczyk"], ["applicant.birthDate", "1.2.1990"]]);
  await mouse.press(page, "next");
  await fillAll(page, [["contact.email", "ana@example.org"]]);
  await mouse.press(page, "next");
  await mouse.choose(page, "card.reduction", "none");
  await mouse.choose(page, "card.pickup", "nord");
  await mouse.press(page, "next");
  await page.locator(id("proof.identity")).setInputFiles(photo("ausweis.png"));
  await expect(page.locator("main")).toContainText("ausweis.png");
  await mouse.press(page, "next");
  await expect(page.locator("#lp-form[data-step=summary]")).toBeAttached();
};

test("autofill sets all fields at once, without a key, and tells late", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  await page.evaluate((values) => {
    const controls = values.map(([name, value]) => {
      const input = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)!;
      input.value = value;
      return input;
    });
    for (const input of controls) input.dispatchEvent(new Event("change", { bubbles: true }));
  }, address);
  for (const [name, value] of address) await expect(page.locator(id(name))).toHaveValue(value);
  await mouse.press(page, "next");
  await expect(page.locator(id("applicant.givenName"))).toBeVisible();
});

test("values that the browser sets without telling are taken when the page goes on", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  await page.evaluate((values) => {
    for (const [name, value] of values) document.querySelector<HTMLInputElement>(`input[name="${name}"]`)!.value = value;
  }, address);
  await mouse.press(page, "next");
  await expect(page.locator(id("applicant.givenName"))).toBeVisible();
  await page.goBack();
  await expect(page.locator(id("address.street"))).toHaveValue("Marktplatz");
});

test("pasted blanks and line breaks and dictated sentences are taken as meant", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  await page.locator(id("address.postcode")).focus();
  await page.keyboard.insertText(" 12345\n");
  await page.locator(id("address.street")).focus();
  await page.keyboard.insertText("  Straße des 17. Juni ");
  await fillAll(page, [["address.houseNumber", "1"], ["address.town", "Musterstadt"]]);
  await mouse.press(page, "next");
  await expect(page.locator(id("applicant.givenName"))).toBeVisible();
});

test("while an input method composes, its field is left alone", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  const town = page.locator(id("address.town"));
  await town.focus();
  const client = await page.context().newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "ねが", selectionStart: 2, selectionEnd: 2 });
  await expect(town).toHaveValue("ねが");
  await client.send("Input.insertText", { text: "願い" });
  await expect(town).toHaveValue("願い");
  await expect(town).toBeFocused();
});

test("an impatient double click and a slow network make one application", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  await toSummary(page);
  await mouse.tick(page, "consent.terms");
  await mouse.tick(page, "consent.truth");
  let sent = 0;
  await page.route("**/api/v1/applications/*", async (route) => {
    sent += 1;
    await expect(page.locator(".lp-live-region")).not.toBeEmpty();
    await page.locator('main button[value="submit"]').click(); // pressed again while it is on its way
    await route.continue();
  });
  await page.locator('main button[value="submit"]').dblclick();
  await expect(page.locator("body[data-step=status]")).toBeAttached();
  expect(sent).toBe(1);
});

test("two tabs are two applications", async ({ page, context, demo }) => {
  const other = await context.newPage();
  await live(page, demo.addresses.form);
  await live(other, demo.addresses.form);
  await mouse.fill(page, "address.street", "Marktplatz");
  await mouse.fill(other, "address.street", "Parkstraße");
  await expect(page.locator(id("address.street"))).toHaveValue("Marktplatz");
  const idOf = (tab: Page) => tab.locator('#lp-form input[name="application"]').inputValue();
  expect(await idOf(page)).not.toBe(await idOf(other));
});

test("the browser asks before a reload takes typed answers along, and not when the form itself leaves", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  await page.locator(id("address.street")).pressSequentially("Markt");
  const asked = page.waitForEvent("dialog");
  const reload = page.reload({ timeout: 5000 }).catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await reload;
  await expect(page.locator(id("address.street"))).toHaveValue("Markt");
  page.on("dialog", () => { throw new Error("asked although the form leaves by itself"); });
  await page.locator(".lp-face-switch").click();
  await expect(page.locator("body[data-face=canvas]")).toBeAttached();
  await expect(page.locator(id("address.street"))).toHaveValue("Markt");
});

test("the switch of the face keeps the answers without JavaScript", async ({ browser, demo }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(demo.addresses.form);
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "Marktplatz");
  await page.locator(".lp-face-switch").click();
  await expect(page.locator(id("address.street"))).toHaveValue("Marktplatz");
});

for (const script of [true, false]) {
  test(`"change" leads from the summary and back to it, ${script ? "live" : "plain"}`, async ({ browser, demo }) => {
    const page = await (await browser.newContext({ javaScriptEnabled: script })).newPage();
    await page.goto(demo.addresses.form);
    if (script) await expect(page.locator("body[data-live=yes]")).toBeAttached();
    await mouse.press(page, "next");
    if (script) await toSummary(page);
    else {
      await fillAll(page, address);
      await mouse.press(page, "next");
      await fillAll(page, [["applicant.givenName", "Ana"], ["applicant.familyName", "Kowalczyk"], ["applicant.birthDate", "1.2.1990"]]);
      await mouse.press(page, "next");
      await mouse.press(page, "next");
      await mouse.choose(page, "card.reduction", "none");
      await mouse.choose(page, "card.pickup", "nord");
      await mouse.press(page, "next");
      await page.locator(id("proof.identity")).setInputFiles(photo("ausweis.png"));
      await mouse.press(page, "next");
    }
    await page.locator('main button[value="goto:address"]').first().click();
    await mouse.fill(page, "address.street", "Parkstraße");
    await mouse.press(page, "done");
    await expect(page.locator("#lp-form[data-step=summary]")).toBeAttached();
    await expect(page.locator("main")).toContainText("Parkstraße");
  });
}

test("the same file chosen twice is kept once", async ({ page, demo }) => {
  await live(page, demo.addresses.form);
  await toSummary(page);
  await page.locator('main button[value="goto:proofs"]').first().click();
  const again = page.waitForResponse((response) => response.url().includes("/attachments"));
  await page.locator(id("proof.identity")).setInputFiles(photo("ausweis.png"));
  await again;
  await expect(page.locator(".lp-activity")).toHaveCount(0);
  await expect(page.locator(".lp-attachment")).toHaveCount(1);
});
