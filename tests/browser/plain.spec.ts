// (a) The whole journey with JavaScript switched off: citizen, payment, case worker, citizen again.
import { expect, test } from "./demo.ts";
import { appliesAsAdultInMusterstadt, caseWorkerApproves, hasNoAxeViolations, mouse, paysInTheSimulator, receiptNumber, thi, type Journey } from "./steps.ts";

// axe needs script to look; it runs in a second browser page with script on the same HTML.
test.use({ javaScriptEnabled: false });

test("a citizen without JavaScript applies, uploads, pays; the library has it and approves", async ({ page, browser, demo }) => {
  const checker = await (await browser.newContext({ javaScriptEnabled: true })).newPage();
  const pages: string[] = [];
  const check = async (step: string) => {
    pages.push(step);
    // The server's HTML without its scripts, at its own address so that styles load.
    const html = (await page.content()).replace(/<script[^>]*>[\s\S]*?<\/script>/g, "");
    await checker.route("**/axe-copy", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
    await checker.goto(`${demo.addresses.form}axe-copy`);
    await hasNoAxeViolations(checker);
    await checker.unroute("**/axe-copy");
  };
  const journey: Journey = { page, where: page, hands: mouse, onPage: check, uploadsAtOnce: false };
  await page.goto(demo.addresses.form);
  await appliesAsAdultInMusterstadt(journey, thi);
  expect(pages).toEqual(["start", "address", "person", "contact", "card", "proofs", "summary", "status"]);
  const receipt = await receiptNumber(page);
  await paysInTheSimulator(page, page);
  const status = page.url();

  const inbox = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await caseWorkerApproves(inbox, demo.addresses.inbox, demo.addresses.caseWorkers[0]!, receipt);

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
