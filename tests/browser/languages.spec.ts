// Six languages: right to left where it belongs, each page says its own, a switch keeps what was typed in every face.
import type { Page } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { focusReport, nowhere } from "./focus.ts";
import { hasNoAxeViolations, id, mouse, photo } from "./steps.ts";

const languages = [
  { code: "de", tag: "de", name: "Deutsch", dir: "ltr" },
  { code: "de-leicht", tag: "de-simple", name: "Leichte Sprache", dir: "ltr" },
  { code: "en", tag: "en", name: "English", dir: "ltr" },
  { code: "tr", tag: "tr", name: "Türkçe", dir: "ltr" },
  { code: "uk", tag: "uk", name: "Українська", dir: "ltr" },
  { code: "ar", tag: "ar", name: "العربية", dir: "rtl" },
];

const beyondTheEdge = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const says = (page: Page, { tag, dir }: { tag: string; dir: string }) => expect(page.locator(`html[lang="${tag}"][dir="${dir}"]`)).toBeAttached();
const languageButton = (page: Page, code: string) => page.locator(`#lp-head button[value='lang:${code}']`);

async function throughTheForm(page: Page, onPage: (step: string) => Promise<void>): Promise<void> {
  await onPage("start");
  await mouse.press(page, "next");
  await mouse.press(page, "next"); // nothing filled in
  await expect(page.locator("#lp-errors")).toBeFocused();
  await onPage("address-errors");
  for (const [name, value] of [["address.street", "Marktplatz"], ["address.houseNumber", "1"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]] as const)
    await mouse.fill(page, name, value);
  await mouse.press(page, "next");
  for (const [name, value] of [["applicant.givenName", "Lina"], ["applicant.familyName", "Al-Masri"], ["applicant.birthDate", "31.03.1990"]] as const)
    await mouse.fill(page, name, value);
  await onPage("person");
  await mouse.press(page, "next");
  await mouse.fill(page, "contact.email", "lina@example.org");
  await mouse.press(page, "next");
  await mouse.choose(page, "card.reduction", "student");
  await mouse.choose(page, "card.pickup", "nord");
  await onPage("card");
  await mouse.press(page, "next");
  await page.locator(id("proof.identity")).setInputFiles(photo("Ausweis 1 (neu).png"));
  await page.locator(id("proof.reduction")).setInputFiles(photo("studium.png"));
  await mouse.press(page, "next");
  await expect(page.locator("#lp-form[data-step=summary]")).toBeAttached();
  await onPage("summary");
  await page.locator("main button[value='goto:proofs']").first().click();
  await onPage("proofs");
  await mouse.press(page, "done");
  await mouse.tick(page, "consent.terms");
  await mouse.tick(page, "consent.truth");
  await mouse.press(page, "submit");
  await expect(page.locator("body[data-step=status]")).toBeAttached();
  await onPage("status");
}

// No browser can be set to Leichte Sprache: there the address asks for it.
const accepted: Record<string, string> = { "de-leicht": "de-DE", tr: "tr-TR", uk: "uk-UA", ar: "ar-SY" };
for (const [code, width] of [["ar", 320], ["ar", 1024], ["uk", 320], ["tr", 320], ["de-leicht", 320]] as const) {
  test(`${code} at ${width} px: axe finds nothing, nothing needs sideways scrolling`, async ({ browser, demo }, info) => {
    const language = languages.find((other) => other.code === code)!;
    const german = code === "de-leicht";
    const at = (path: string) => new URL(path + (german ? `?lang=${code}` : ""), demo.addresses.form).href;
    const page = await (await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: "reduce", locale: accepted[code]! })).newPage();
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(at("")); // by Accept-Language
    await throughTheForm(page, async (step) => {
      await says(page, language);
      await hasNoAxeViolations(page);
      expect(await beyondTheEdge(page), "1.4.10 reflow").toBe(0);
      await page.screenshot({ path: info.outputPath(`${step}.png`), fullPage: true });
    });
    await page.goto(at("/"));
    await says(page, language);
    await hasNoAxeViolations(page);
    await page.goto(at("/nirgendwo/"));
    await says(page, language);
    // A German authority's statement: in English for all who do not read German, and it says so.
    await page.goto(at("accessibility"));
    await says(page, languages[german ? 0 : 2]!);
    await expect(page.locator("#gaps [lang=de]")).toHaveCount(german ? 0 : 1);
    await hasNoAxeViolations(page);
    await page.context().close();
  });
}

test("Arabic: the focus goes from right to left and down, and is seen", async ({ browser, demo }) => {
  const page = await (await browser.newContext({ viewport: { width: 1024, height: 900 }, reducedMotion: "reduce" })).newPage();
  await page.goto(`${demo.addresses.form}?lang=ar`);
  const seen: { x: number; y: number; area: string }[] = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const report = await focusReport(page);
    if (report === nowhere) break;
    expect(report, "2.4.7 and 2.4.11").toBe("");
    seen.push(await page.evaluate(() => {
      const box = document.activeElement!.getBoundingClientRect();
      const area = document.activeElement!.closest("header, main, footer")?.tagName ?? "";
      return { x: box.right + scrollX, y: box.top + scrollY, area };
    }));
  }
  expect(seen.length).toBeGreaterThan(10);
  for (const [i, next] of seen.slice(1).entries()) {
    const before = seen[i]!;
    if (next.area !== before.area || next.area === "") continue;
    const below = next.y > before.y + 5;
    expect(below || next.x < before.x, JSON.stringify({ before, next })).toBe(true);
  }
  await page.context().close();
});

for (const { code, tag, dir } of languages) {
  test(`${code}: the language switch names all of them in themselves; the plain page keeps what was typed`, async ({ browser, demo }) => {
    const page = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } })).newPage();
    await page.goto(demo.addresses.form);
    await mouse.press(page, "next");
    await mouse.fill(page, "address.street", "Şıh İsmail Sokağı");
    if (code !== "de") await languageButton(page, code).click();
    await says(page, { tag, dir });
    await expect(page.locator(id("address.street"))).toHaveValue("Şıh İsmail Sokağı");
    for (const other of languages) {
      const item = page.locator(`.lp-languages [lang="${other.tag}"]`);
      await expect(item).toHaveText(other.name);
      await expect(item).toHaveAttribute(other.code === code ? "aria-current" : "value", other.code === code ? "true" : `lang:${other.code}`);
    }
    await page.goto(new URL(`/status/0?lang=${code}`, demo.addresses.form).href);
    await says(page, { tag, dir });
    await page.context().close();
  });
}

test("live: a switch keeps the draft, loads one file of words and nothing else", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "Domstraße");
  await mouse.fill(page, "address.postcode", "1");
  await mouse.press(page, "next");
  const errors = new Set<string>();
  for (const language of [...languages.slice(1), languages[0]!]) {
    await languageButton(page, language.code).click();
    await says(page, language);
    await expect(page.locator(id("address.street"))).toHaveValue("Domstraße");
    errors.add(await page.locator("#f-address-postcode-error").innerText());
    expect(await beyondTheEdge(page)).toBe(0);
  }
  expect(errors.size).toBe(languages.length);
  const words = asked.filter((path) => path.includes("/catalog."));
  expect(words.length).toBe(languages.length);
  // The list of municipalities comes with the address, once.
  expect(asked.filter((path) => !words.includes(path))).toEqual([expect.stringContaining("/places.")]);
});

test("canvas: Turkish and Ukrainian are drawn; Arabic goes to the live page with what was typed, and back", async ({ page, demo }, info) => {
  await page.goto(`${demo.addresses.form}?face=canvas`);
  const drawn = page.locator("html.lp-canvas");
  await expect(drawn).toBeAttached();
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "Domstraße");
  for (const [code, back] of [["tr", "Normal görünüm"], ["uk", "Звичайний вигляд"]] as const) {
    await languageButton(page, code).click();
    await expect(page.locator(`html.lp-canvas[lang=${code}]`)).toBeAttached();
    await expect(page.locator(".lp-face-switch")).toHaveText(back);
    await page.screenshot({ path: info.outputPath(`canvas-${code}.png`) });
  }
  await languageButton(page, "ar").click();
  await expect(page.locator("html:not(.lp-canvas)[lang=ar][dir=rtl]")).toBeAttached();
  await expect(page.locator(id("address.street"))).toHaveValue("Domstraße");
  await expect(page.locator(".lp-face-switch")).toBeHidden();
  await hasNoAxeViolations(page);
  await languageButton(page, "de").click();
  await expect(page.locator("html.lp-canvas[lang=de][dir=ltr]")).toBeAttached();
  await expect(page.locator(id("address.street"))).toHaveValue("Domstraße");
});

test("a chosen language stays: finder, form, accessibility statement, status page", async ({ browser, demo }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false, locale: "de-DE" })).newPage();
  await page.goto(new URL("/", demo.addresses.form).href);
  await page.locator("#f-q").fill("00001");
  await languageButton(page, "uk").click();
  await says(page, languages[4]!);
  await expect(page.locator("#f-q")).toHaveValue("00001");
  await expect(page.locator(".lp-error")).toHaveCount(0); // nobody asked yet
  await mouse.press(page, "find");
  await says(page, languages[4]!);
  await expect(page.locator("#f-q-error")).toBeVisible();
  await page.locator("#f-q").fill("12345");
  await mouse.press(page, "find");
  await page.locator("main a[href^='/musterstadt/?plz=12345']").click();
  await expect(page.locator("#lp-form[data-step=start]")).toBeAttached();
  await says(page, languages[4]!);
  await page.locator("footer a[href*='/accessibility']").click();
  await says(page, languages[2]!);
  await page.context().close();
});
