// Save and take along: a file between the live and the plain page, a QR code to a second device, this device on request.
import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test, type Demo } from "./demo.ts";
import { hasNoAxeViolations, mouse } from "./steps.ts";

const street = "Marktplatz & Söhne";

async function opensLive(page: Page, demo: Demo): Promise<void> {
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
}

async function answersAddress(page: Page, value = street): Promise<void> {
  await mouse.press(page, "next");
  for (const [name, text] of [["address.street", value], ["address.houseNumber", "1"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]] as const) {
    await mouse.fill(page, name, text);
  }
}

const streetOf = (page: Page) => page.locator("#f-address-street");
const dialog = (page: Page) => page.locator("dialog.lp-take");
const press = (page: Page, action: string) => page.locator(`button[value="${action}"]:not(.lp-default):visible`).first().click();

// Saves on the page as it is; the words come from the page.
async function savesFile(page: Page, path: string): Promise<string> {
  await press(page, "take");
  const words = (await page.locator("#take-phrase").textContent())!;
  expect(words.split(" ").length).toBe(6);
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "take:file")]);
  expect(download.suggestedFilename()).toMatch(/^lesepass-entwurf-\d{4}-\d{2}-\d{2}\.lesepass$/);
  await download.saveAs(path);
  expect(readFileSync(path).toString("latin1")).not.toContain("Marktplatz");
  return words;
}

async function loadsFile(page: Page, path: string, words: string): Promise<void> {
  await press(page, "take");
  await page.locator("#take-load-file").setInputFiles(path);
  await page.locator("#take-load-words").fill(words);
  await press(page, "take:load");
}

async function storedHere(page: Page): Promise<string> {
  return page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, (await indexedDB.databases()).map((d) => d.name), document.cookie]));
}

test("a file saved on the live page opens on the plain page, and the other way round", async ({ page, browser, demo }, info) => {
  const live = info.outputPath("live.lesepass");
  const plain = info.outputPath("plain.lesepass");
  const posts: string[] = [];
  page.on("request", (request) => { if (request.method() !== "GET") posts.push(request.url()); });
  await opensLive(page, demo);
  await answersAddress(page);
  const words = await savesFile(page, live);
  await hasNoAxeViolations(page);
  expect(posts).toEqual([]); // neither answers nor words left the device

  const other = await (await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true })).newPage();
  await other.goto(demo.addresses.form);
  await loadsFile(other, live, words.toUpperCase().replaceAll(" ", "-"));
  await expect(other.locator("h1")).toHaveText("Gespeicherte Angaben übernehmen?");
  await press(other, "load:accept");
  await expect(streetOf(other)).toHaveValue(street);

  await mouse.fill(other, "address.street", "Am Wall");
  const second = await savesFile(other, plain);
  await press(page, "take:back");
  await expect(dialog(page)).toHaveCount(0);
  await loadsFile(page, plain, second);
  await expect(page.locator("#load-replaced")).toContainText(`${street} – wird ersetzt durch: Am Wall`);
  await hasNoAxeViolations(page);
  await press(page, "load:accept");
  await expect(streetOf(page)).toHaveValue("Am Wall");
});

for (const script of [true, false]) {
  test(`loading is asked about, kept out, and taken back (script ${script ? "on" : "off"})`, async ({ browser, demo }, info) => {
    const page = await (await browser.newContext({ javaScriptEnabled: script, acceptDownloads: true })).newPage();
    const path = info.outputPath("draft.lesepass");
    await page.goto(demo.addresses.form);
    if (script) await expect(page.locator("body[data-live=yes]")).toBeAttached();
    await answersAddress(page);
    const words = await savesFile(page, path);
    await press(page, "take:back");
    await mouse.fill(page, "address.street", "Neue Straße");
    await loadsFile(page, path, words);
    await press(page, "load:keep");
    await expect(streetOf(page)).toHaveValue("Neue Straße");
    await loadsFile(page, path, words);
    await press(page, "load:accept");
    await expect(streetOf(page)).toHaveValue(street);
    await press(page, "undo");
    await expect(streetOf(page)).toHaveValue("Neue Straße");
    await expect(page.locator('button[value="undo"]:not(.lp-default)')).toHaveCount(0);
  });

  test(`wrong words, a damaged and a foreign file change nothing (script ${script ? "on" : "off"})`, async ({ browser, demo }, info) => {
    const page = await (await browser.newContext({ javaScriptEnabled: script, acceptDownloads: true })).newPage();
    const path = info.outputPath("draft.lesepass");
    const foreign = info.outputPath("foreign.lesepass");
    writeFileSync(foreign, "PK\u0003\u0004 something else".repeat(10));
    await page.goto(demo.addresses.form);
    if (script) await expect(page.locator("body[data-live=yes]")).toBeAttached();
    await answersAddress(page);
    const words = await savesFile(page, path);
    await press(page, "take:back");
    await loadsFile(page, path, "anker biene");
    await expect(page.locator("#take-status, #lp-errors").last()).toContainText("Die Wörter passen nicht");
    await press(page, "take:back");
    await loadsFile(page, foreign, words);
    await expect(page.locator("#take-status, #lp-errors").last()).toContainText("keine Datei, die dieses Formular gespeichert hat");
    await press(page, "take:back");
    await expect(streetOf(page)).toHaveValue(street);
  });
}

test("a QR code brings the answers to a second device, which needs the words; the address keeps nothing", async ({ page, browser, demo }) => {
  await opensLive(page, demo);
  await answersAddress(page);
  await press(page, "take");
  const words = (await page.locator("#take-phrase").textContent())!;
  await press(page, "take:qr");
  const url = (await page.locator(".lp-take-qr").getAttribute("data-url"))!;
  const drawn = (await page.locator(".lp-take-qr path").getAttribute("d"))!;
  expect(drawn.length).toBeGreaterThan(1000);
  expect(url.length).toBeLessThan(1500);

  const second = await (await browser.newContext()).newPage();
  const asked: string[] = [];
  second.on("request", (request) => asked.push(request.url()));
  await second.goto(url);
  await expect(dialog(second)).toBeVisible();
  expect(new URL(second.url()).hash).toBe("");
  await expect(second.locator("#take-load-file")).toBeHidden();
  await second.locator("#take-load-words").fill(words);
  await press(second, "take:load");
  await press(second, "load:accept");
  await expect(streetOf(second)).toHaveValue(street);
  expect(asked.filter((address) => address.includes("#d=") || address.includes(url.slice(-20)))).toEqual([]);
  expect(await storedHere(second)).toBe('[{},{},[],""]');
});

test("nothing is kept unasked; on request the device offers it again, and forgets", async ({ page, demo }) => {
  await opensLive(page, demo);
  await answersAddress(page);
  expect(await storedHere(page)).toBe('[{},{},[],""]');
  await press(page, "take");
  await press(page, "take:keep");
  await expect(page.locator("#take-status")).toContainText("auf diesem Gerät gespeichert");
  const kept = await storedHere(page);
  expect(kept).toContain("lesepass-kept");
  expect(kept).not.toContain("Marktplatz");

  await page.goto(demo.addresses.form);
  await expect(dialog(page)).toBeVisible();
  await expect(page.locator("#take-resume")).toBeVisible();
  await hasNoAxeViolations(page);
  await press(page, "take:resume");
  await press(page, "load:accept");
  await expect(streetOf(page)).toHaveValue(street);

  await press(page, "take");
  await press(page, "take:forget");
  await expect(page.locator("#take-status")).toContainText("nichts mehr gespeichert");
  expect(await storedHere(page)).toBe('[{},{},[],""]');
  await opensLive(page, demo);
  await expect(dialog(page)).toHaveCount(0);
});
