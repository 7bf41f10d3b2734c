// (a) The whole journey with JavaScript switched off: citizen, payment, case worker, citizen again.
import type { Page } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { appliesAsAdultInMusterstadt, caseWorkerApproves, hasNoAxeViolations, mouse, paysInTheSimulator, receiptNumber, thi, type Journey } from "./steps.ts";

// axe needs script to look; it runs in a second browser page with script on the same HTML.
test.use({ javaScriptEnabled: false });

test("a citizen without JavaScript applies, uploads, pays; the library has it and approves", async ({ page, browser, demo }) => {
  const checker = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  const pages: string[] = [];
  const looksAt = async (shown: Page) => {
    // The server's HTML without its scripts, at its own address so that styles load.
    const html = (await shown.content()).replace(/<script[^>]*>[\s\S]*?<\/script>/g, "");
    await checker.route("**/axe-copy", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await checker.goto(`${demo.addresses.form}axe-copy`);
    await hasNoAxeViolations(checker);
    await checker.unroute("**/axe-copy");
  };
  const check = (step: string) => {
    pages.push(step);
    return looksAt(page);
  };
  const journey: Journey = { page, where: page, hands: mouse, onPage: check, uploadsAtOnce: false };
  await page.goto(demo.addresses.form);
  await appliesAsAdultInMusterstadt(journey, thi);
  expect(pages).toEqual(["start", "address", "person", "contact", "card", "proofs", "summary", "status"]);
  const receipt = await receiptNumber(page);
  await paysInTheSimulator(page, page);
  const status = page.url();

  const inbox = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await caseWorkerApproves(inbox, demo.addresses.inbox, demo.addresses.caseWorkers[0]!, receipt, looksAt);

  await page.goto(status);
  await expect(page.locator("#application-state")).toHaveText("Genehmigt");
  await check("approved");
  await expect.poll(async () => (await demo.mailsTo(thi.email)).map((mail) => mail.subject).join("\n")).toContain("Genehmigt");
  const subjects = (await demo.mailsTo(thi.email)).map((mail) => mail.subject);
  expect(subjects.filter((s) => s.includes(receipt)).length).toBe(3);  // received, paid, approved
  const library = await demo.mailsTo("eingang.bibliothek@musterstadt.example");
  expect(library.filter((mail) => mail.subject.includes(receipt)).length).toBe(1);
  expect(library[0]!.text).not.toContain("Nguyễn");
});

test("mistakes are explained with links to the fields, and nothing typed is lost", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await mouse.press(page, "next");
  await mouse.fill(page, "address.street", "O'Brien-Straße <b>");
  await mouse.fill(page, "address.postcode", "1234");
  await mouse.press(page, "next");
  await expect(page).toHaveTitle(/^Fehler: /);
  const summary = page.locator("#lp-errors");
  await expect(summary).toBeVisible();
  await expect(summary.getByRole("link")).toHaveCount(4);
  await summary.getByRole("link", { name: /Postleitzahl/ }).click();
  await expect(page.locator("#f-address-postcode")).toBeFocused();
  await expect(page.locator("#f-address-street")).toHaveValue("O'Brien-Straße <b>");
  await expect(page.locator("#f-address-postcode")).toHaveAttribute("aria-invalid", "true");
});

test("a file that lies about its type is refused with the reason", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await mouse.press(page, "next");
  for (const [name, value] of [["address.street", "Marktplatz"], ["address.houseNumber", "1"], ["address.postcode", "12345"], ["address.town", "Musterstadt"]] as const)
    await mouse.fill(page, name, value);
  await mouse.press(page, "next");
  await mouse.fill(page, "applicant.givenName", "Ø");
  await mouse.fill(page, "applicant.familyName", "O'Brien");
  await mouse.fill(page, "applicant.birthDate", "1.2.1990");
  await mouse.press(page, "next");
  await mouse.press(page, "next");
  await mouse.choose(page, "card.reduction", "none");
  await mouse.choose(page, "card.pickup", "nord");
  await mouse.press(page, "next");
  await page.locator("#f-proof-identity").setInputFiles({ name: "ausweis.jpg", mimeType: "image/jpeg", buffer: Buffer.from("MZ this is a program, not a photo".repeat(10)) });
  await mouse.press(page, "next");
  await expect(page.locator("#lp-errors")).toContainText("ausweis.jpg");
  await expect(page.locator("#lp-errors")).toContainText("Foto");
});

test("the finder takes a postcode to its library and says when nobody takes part", async ({ page, demo }) => {
  await page.goto(new URL("/", demo.addresses.form).href);
  await page.locator("#f-q").fill("99999");
  await mouse.press(page, "find");
  await expect(page.locator("#f-q-error")).toContainText("99999");
  await page.locator("#f-q").fill("Herford");
  await mouse.press(page, "find");
  await expect(page.locator("main")).toContainText("Herford) nimmt an diesem Angebot noch nicht teil");
  await page.locator("#f-q").fill("Domkloster 4, 50667 Köln");
  await mouse.press(page, "find");
  await page.getByRole("link", { name: "Ausweis beantragen: Stadtbibliothek Köln" }).click();
  await expect(page.locator(".lp-library")).toContainText("Köln");
  await mouse.press(page, "next");
  await expect(page.locator("#f-address-postcode")).toHaveValue("50667");
});

test("an address of another library's area leads there, and the answers come along", async ({ page, demo }) => {
  await page.goto(demo.addresses.form);
  await mouse.press(page, "next");
  for (const [name, value] of [["address.street", "Markt"], ["address.houseNumber", "1"], ["address.postcode", "40723"], ["address.town", "Hilden"]] as const)
    await mouse.fill(page, name, value);
  await mouse.press(page, "next");
  await expect(page.locator("#responsibility")).toContainText("Hilden");
  await mouse.choose(page, "library.choice", "responsible");
  await mouse.press(page, "next");
  await expect(page.locator(".lp-library")).toContainText("Hilden");
  await expect(page.locator("#lp-form")).toHaveAttribute("action", "/hilden/");
});

test("a minor needs a guardian, pays nothing, and brings the proof the library asks for", async ({ page, demo }) => {
  await page.goto(new URL("/koeln/", demo.addresses.form).href);
  await mouse.press(page, "next");
  for (const [name, value] of [["address.street", "Domkloster"], ["address.houseNumber", "4"], ["address.postcode", "50667"], ["address.town", "Köln"]] as const)
    await mouse.fill(page, name, value);
  await mouse.press(page, "next");
  await mouse.fill(page, "applicant.givenName", "Mia");
  await mouse.fill(page, "applicant.familyName", "Müller-Lüdenscheidt");
  await mouse.fill(page, "applicant.birthDate", "01.09.2015");
  await mouse.press(page, "next");
  await expect(page.locator("h1")).toContainText("Einwilligung");
  await mouse.press(page, "next");
  await expect(page.locator("#lp-errors").getByRole("link")).toHaveCount(3);
  await mouse.fill(page, "guardian.givenName", "Jörg");
  await mouse.fill(page, "guardian.familyName", "O’Brien");
  await mouse.tick(page, "guardian.consent");
  await mouse.press(page, "next");
  await mouse.press(page, "next");
  await mouse.choose(page, "card.pickup", "kalk");
  await mouse.press(page, "next");
  await mouse.attach(page, "proof.identity", "kind.png");
  await mouse.attach(page, "proof.guardianIdentity", "eltern.png");
  await mouse.press(page, "next");
  await expect(page.locator("#fee")).toContainText("Kostenlos");
  await mouse.tick(page, "consent.terms");
  await mouse.tick(page, "consent.truth");
  await mouse.press(page, "submit");
  await expect(page.locator("#application-state")).toHaveText(/Eingegangen|An die Bibliothek übergeben/);
  await expect(page.locator('button[value="pay"]')).toHaveCount(0);
});

test("a young person applies, the guardian consents by the link in the mail, and only then it is paid", async ({ page, browser, demo }) => {
  await page.goto(new URL("/hagen/", demo.addresses.form).href);
  const next = () => mouse.press(page, "next");
  await mouse.choose(page, "application.purpose", "new");
  await next();
  for (const [name, value] of [["address.street", "Rathausstraße"], ["address.houseNumber", "11"], ["address.postcode", "58095"], ["address.town", "Hagen"]] as const)
    await mouse.fill(page, name, value);
  await next();
  await mouse.fill(page, "applicant.givenName", "Mia");
  await mouse.fill(page, "applicant.familyName", "Müller-Lüdenscheidt");
  // Thirteen: consent below 14, half the fee from 13.
  const now = new Date();
  await mouse.fill(page, "applicant.birthDate", `01.01.${now.getFullYear() - 13}`);
  await next();
  await mouse.choose(page, "guardian.way", "link");
  await mouse.fill(page, "guardian.givenName", "Jörg");
  await mouse.fill(page, "guardian.familyName", "O’Brien");
  await next();
  await expect(page.locator("#lp-errors")).toContainText("E-Mail-Adresse der erziehungsberechtigten Person");
  await mouse.fill(page, "guardian.email", "joerg@example.org");
  await next();
  await mouse.fill(page, "contact.email", "mia@example.org");
  await next();
  await mouse.choose(page, "card.pickup", "haspe");
  await mouse.choose(page, "payment.method", "online");
  await mouse.choose(page, "proof.identityKind", "id-card");
  await next();
  await mouse.attach(page, "proof.identity", "kind.png");
  await next();
  await expect(page.locator("#fee")).toContainText("8,00");
  await mouse.tick(page, "consent.terms");
  await mouse.tick(page, "consent.truth");
  await mouse.press(page, "submit");
  await expect(page.locator("#application-state")).toHaveText("Wartet auf Einwilligung");
  await expect(page.locator('button[value="pay"]')).toHaveCount(0);
  await expect(page.locator("#f-guardian-email")).toHaveValue("joerg@example.org");

  const mail = async () => (await demo.mailsTo("joerg@example.org"))[0]?.text ?? "";
  await expect.poll(mail).toContain("/consent/");
  const link = /\S+\/consent\/[0-9a-f]{32}/.exec(await mail())![0];
  const guardian = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  await guardian.goto(link);
  await hasNoAxeViolations(guardian);
  await expect(guardian.locator("#f-guardian-givenName")).toHaveValue("Jörg");
  await mouse.press(guardian, "consent");
  await expect(guardian.locator("#lp-errors").getByRole("link")).toHaveCount(1);
  await mouse.tick(guardian, "guardian.consent");
  await mouse.press(guardian, "consent");
  await expect(guardian.locator("h1")).toHaveText("Sie haben zugestimmt");
  await hasNoAxeViolations(guardian);
  await guardian.locator('main a[href^="/status/"]').click();
  await paysInTheSimulator(guardian, guardian);
  await page.reload();
  await expect(page.locator("#consent-given-at")).toBeVisible();
});
