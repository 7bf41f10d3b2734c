// What screen readers are told on each kind of page, compared with tests/golden/ax. `./dev golden --accept` takes the
// present output as right.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { axTree } from "./ax_tree.ts";
import { expect, test } from "./demo.ts";
import { action, adultInMusterstadt, childInKoeln, id, shown, thi } from "./play.ts";
import { mouse, plays, type Journey } from "./steps.ts";

const folder = "tests/golden/ax";

// Header and footer are the same on every page: looked at where they are first met.
const whole = new Set(["start", "finder", "consent"]);

async function saysAsBefore(page: Page, title: string): Promise<void> {
  const path = join(folder, `${title}.txt`);
  const tree = await axTree(page, whole.has(title) ? [] : ["banner", "contentinfo"]);
  if (process.env.LESEPASS_GOLDEN === "accept") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, tree);
  }
  expect(tree, `${title}: ./dev golden --accept takes it as right`).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
}

async function opens(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.locator("body[data-live=yes]")).toBeAttached();
}

// Nothing is on its way and nothing is being announced late.
const journeyOf = (page: Page, onPage: (step: string) => Promise<void>): Journey => ({ page, where: page, hands: mouse, uploadsAtOnce: true, onPage });

test("an adult's application, step by step", async ({ page, demo }) => {
  await opens(page, demo.addresses.form);
  await plays(journeyOf(page, async (step) => {
    await saysAsBefore(page, step);
    if (step === "summary") await expect(page.locator(".lp-live-region")).toContainText("studierendenausweis.png wurde hochgeladen.");
  }), adultInMusterstadt(thi));
});

test("a child's guardian", async ({ page, demo }) => {
  await opens(page, new URL("/koeln/", demo.addresses.form).href);
  await plays(journeyOf(page, async (step) => {
    if (step === "guardian") await saysAsBefore(page, "guardian");
  }), childInKoeln);
});

test("mistakes, on the page and in the large view's controls", async ({ page, demo }) => {
  for (const [title, query] of [["address-mistakes", ""], ["canvas-address-mistakes", "?face=canvas"]] as const) {
    await opens(page, demo.addresses.form + query);
    if (query) await expect(page.locator("html.lp-canvas canvas")).toBeVisible();
    await page.locator(action("next")).click();
    await expect(page.locator(shown("address")).first()).toBeAttached();
    await mouse.fill(page, "address.postcode", "1234");
    await page.locator(action("next")).click();
    await expect(page.locator("#lp-errors")).toBeFocused();
    await expect(page.locator(id("address.postcode"))).toHaveAttribute("aria-invalid", "true");
    await saysAsBefore(page, title);
  }
});

test("the finder", async ({ page, demo }) => {
  await page.goto(new URL("/", demo.addresses.form).href);
  await saysAsBefore(page, "finder");
});

test("the guardian's consent page", async ({ page, demo }) => {
  await opens(page, new URL("/hagen/", demo.addresses.form).href);
  const year = new Date().getFullYear() - 13;
  await plays(journeyOf(page, async () => {}), {
    library: "hagen",
    scenes: [
      { step: "start", choose: [["application.purpose", "new"]], press: "next" },
      { step: "address", fill: [["address.street", "Rathausstraße"], ["address.houseNumber", "11"], ["address.postcode", "58095"], ["address.town", "Hagen"]], press: "next" },
      { step: "person", fill: [["applicant.givenName", "Mia"], ["applicant.familyName", "Müller-Lüdenscheidt"], ["applicant.birthDate", `01.01.${year}`]], press: "next" },
      { step: "guardian", choose: [["guardian.way", "link"]], fill: [], press: "next" },
      { step: "guardian", fill: [["guardian.givenName", "Jörg"], ["guardian.familyName", "O’Brien"], ["guardian.email", "ax@example.org"]], press: "next" },
      { step: "contact", press: "next" },
      { step: "card", choose: [["card.pickup", "haspe"], ["payment.method", "online"], ["proof.identityKind", "id-card"]], press: "next" },
      { step: "proofs", attach: [["proof.identity", "kind.png"]], press: "next" },
      { step: "summary", tick: ["consent.terms", "consent.truth"], press: "submit" },
    ],
    state: /^Wartet auf Einwilligung$/,
  });
  const mail = async () => (await demo.mailsTo("ax@example.org"))[0]?.text ?? "";
  await expect.poll(mail).toContain("/consent/");
  await page.goto(/\S+\/consent\/[0-9a-f]{32}/.exec(await mail())![0]);
  await saysAsBefore(page, "consent");
});
