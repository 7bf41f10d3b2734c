// Every kind of page in every way people look at it: light, dark, forced colours, 320 px, wide spacing. Each check names
// its success criterion of WCAG 2.2.
import { expect, test } from "./demo.ts";
import { focusReport, nowhere } from "./focus.ts";
import { hasNoAxeViolations, id, mouse, photo, wcag } from "./steps.ts";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";

type Visit = (page: Page, form: string) => Promise<void>;

const fillAddress = async (page: Page) => {
  for (const [name, value] of [["address.street", "Marktplatz"], ["address.houseNumber", "1"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]] as const)
    await mouse.fill(page, name, value);
};
const toCard: Visit = async (page, form) => {
  await page.goto(form);
  await mouse.press(page, "next");
  await fillAddress(page);
  await mouse.press(page, "next");
  for (const [name, value] of [["applicant.givenName", "Ana"], ["applicant.familyName", "Kowalczyk"], ["applicant.birthDate", "1.2.1990"]] as const)
    await mouse.fill(page, name, value);
  await mouse.press(page, "next");
  await mouse.fill(page, "contact.email", "ana@example.org");
  await mouse.press(page, "next");
};
const toSummary: Visit = async (page, form) => {
  await toCard(page, form);
  await mouse.choose(page, "card.reduction", "none");
  await mouse.choose(page, "card.pickup", "nord");
  await mouse.press(page, "next");
  await page.locator(id("proof.identity")).setInputFiles(photo("ausweis.png"));
  await mouse.press(page, "next");
  await expect(page.locator("#lp-form[data-step=summary]")).toBeAttached();
};

const toStatus: Visit = async (page, form) => {
  await toSummary(page, form);
  await mouse.tick(page, "consent.terms");
  await mouse.tick(page, "consent.truth");
  await mouse.press(page, "submit");
  await expect(page.locator("body[data-step=status]")).toBeAttached();
};

const kinds: Record<string, Visit> = {
  start: async (page, form) => void await page.goto(form),
  errors: async (page, form) => {
    await page.goto(form);
    await mouse.press(page, "next");
    await mouse.press(page, "next");
    await expect(page.locator("#lp-errors")).toBeFocused();
  },
  card: toCard,
  summary: toSummary,
  status: toStatus,
  accessibility: async (page, form) => void await page.goto(`${form}accessibility`),
  finder: async (page, form) => void await page.goto(new URL("/", form).href),
  missing: async (page, form) => void await page.goto(new URL("/nirgendwo/", form).href),
};

const looks: Record<string, BrowserContextOptions> = {
  light: {},
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active", colorScheme: "dark" },
  "320 px": { viewport: { width: 320, height: 640 } },
  "400 %": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }, // of 1280 x 1024
};

// No script on the pages: axe still runs, it is injected from the outside.
async function open(browser: Browser, look: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext({ ...look, reducedMotion: "reduce" })).newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  return page;
}

const beyondTheEdge = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const [kind, visit] of Object.entries(kinds)) {
  for (const [look, options] of Object.entries(looks)) {
    test(`${kind}, ${look}: axe finds nothing and nothing needs sideways scrolling`, async ({ browser, demo }) => {
      const page = await open(browser, options);
      await visit(page, demo.addresses.form);
      // In forced colours the person's own palette is drawn, but scripts read the author's: axe compares what nobody sees.
      await hasNoAxeViolations(page, [...wcag, "best-practice"], options.forcedColors ? ["color-contrast"] : []);
      expect(await beyondTheEdge(page), "1.4.10 reflow").toBe(0);
      await page.context().close();
    });
  }

  test(`${kind}: one h1, a title, landmarks, large targets, visible focus, room for wide spacing`, async ({ browser, demo }) => {
    const page = await open(browser, looks["320 px"]!);
    await visit(page, demo.addresses.form);
    await expect(page.locator("h1")).toHaveCount(1);
    expect((await page.title()).length, "2.4.2 page titled").toBeGreaterThan(5);
    for (const landmark of ["header", "main", "footer"]) await expect(page.locator(landmark)).toHaveCount(1);
    expect(await smallTargets(page), "2.5.8, and 44 px of 2.5.5").toEqual([]);
    expect(await hiddenFocus(page), "2.4.7 and 2.4.11").toEqual([]);
    // 1.4.12
    await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }" }).catch(() => undefined);
    expect(await beyondTheEdge(page), "1.4.12 text spacing").toBe(0);
    await page.context().close();
  });
}

// Links inside a sentence are excepted (2.5.8); an option's target is its whole frame.
const smallTargets = (page: Page) => page.evaluate(() =>
  Array.from(document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), textarea, select"))
    .filter((e) => !e.matches(".lp-default, .lp-skip") && e.checkVisibility())
    .map((e) => ({ e, box: (e.closest(".lp-option") ?? e).getBoundingClientRect() }))
    .filter(({ e, box }) => box.height < 44 && !(e.matches("a.lp-link, .lp-list a")))
    .map(({ e, box }) => `${e.outerHTML.slice(0, 80)}: ${box.height}`));

async function hiddenFocus(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const report = await focusReport(page);
    if (report === nowhere) break;
    if (report !== "") wrong.push(report);
  }
  return wrong;
}

for (const [look, options] of Object.entries(looks)) {
  test(`inbox, ${look}: axe finds nothing on sign-in, list and application`, async ({ browser, demo }) => {
    const page = await open(browser, options);
    await toStatus(page, demo.addresses.form);
    const looksRight = async () => {
      await hasNoAxeViolations(page, [...wcag, "best-practice"], options.forcedColors ? ["color-contrast"] : []);
      expect(await beyondTheEdge(page), "1.4.10 reflow").toBe(0);
      expect(await hiddenFocus(page), "2.4.7 and 2.4.11").toEqual([]);
    };
    const { user, password } = demo.addresses.caseWorkers[0]!;
    await page.goto(demo.addresses.inbox);
    await looksRight();
    await page.locator("input[name=user]").fill(user);
    await page.locator("input[name=password]").fill(password);
    await page.locator("main button[type=submit]").first().click();
    await expect(page.locator("#inbox-list")).toBeAttached();
    await looksRight();
    await page.locator("#inbox-list tbody a").first().click();
    await expect(page.locator("#inbox-list")).toHaveCount(0);
    await expect(page.locator("main")).toContainText("Kowalczyk");
    await looksRight();
    await page.context().close();
  });
}

test("the inbox list shows the payment on a narrow screen", async ({ browser, demo }) => {
  const page = await open(browser, { viewport: { width: 390, height: 800 } });
  await toStatus(page, demo.addresses.form);
  await hasNoAxeViolations(page);
  const { user, password } = demo.addresses.caseWorkers[0]!;
  await page.goto(demo.addresses.inbox);
  await page.locator("input[name=user]").fill(user);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main button[type=submit]").first().click();
  const box = await page.locator("#inbox-list tbody tr").first().locator("td").last().boundingBox();
  expect(box!.x + box!.width).toBeLessThanOrEqual(390);
  expect(await page.locator(".lp-table-frame").evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBe(0);
  await hasNoAxeViolations(page);
  await page.context().close();
});

test("a barrier is reported without JavaScript, once, and reaches the library's mailbox", async ({ browser, demo }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(demo.addresses.form);
  await page.locator("footer a", { hasText: "Barrierefreiheit" }).click();
  await expect(page.locator("main")).toContainText("Großansicht");
  await expect(page.locator("main")).toContainText("ombudsstelle-barrierefreie-it@mags.nrw.de");
  await page.locator("#f-email").fill("keine Adresse");
  await mouse.press(page, "send");
  await expect(page).toHaveTitle(/^Fehler: /);
  await page.locator("#f-message").fill("Die Tabelle\nist zu breit.");
  await mouse.press(page, "send");
  await expect(page.locator("#f-message")).toHaveValue("Die Tabelle\nist zu breit.");
  await page.locator("#f-email").fill("ana@example.org");
  await mouse.press(page, "send");
  await expect(page.locator("h1")).toHaveText("Ihre Nachricht ist gespeichert");
  await page.reload(); // posts again
  await expect(page.locator("h1")).toHaveText("Ihre Nachricht ist gespeichert");
  const mails = async () => (await demo.mailsTo("eingang.bibliothek@musterstadt.example")).filter((mail) => mail.subject.includes("Barrierefreiheit"));
  await expect.poll(async () => (await mails()).length).toBe(1);
  expect((await mails())[0]!.text).toContain("Die Tabelle\nist zu breit.");
  expect((await mails())[0]!.text).toContain("ana@example.org");
});

test("on paper nothing stands that can only be pressed", async ({ browser, demo }) => {
  const page = await open(browser, {});
  await toSummary(page, demo.addresses.form);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("main")).toContainText("Kowalczyk");
  for (const button of await page.locator("button:not(.lp-default)").all()) await expect(button).toBeHidden();
  await page.context().close();
});
