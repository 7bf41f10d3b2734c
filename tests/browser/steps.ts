// The journey as a play. The same person walks through every face; only *how* a control is operated differs.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Frame, type Locator, type Page } from "@playwright/test";
import { deflateSync } from "node:zlib";
import { action, adultInMusterstadt, id, option, shown, thi, type Person, type Play } from "./play.ts";

export { id, thi, type Person };

// A real, small PNG made here: no third party's picture.
export function pngPhoto(width = 40, height = 30): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (data: Buffer) => (data.reduce((c, byte) => crcTable[(c ^ byte) & 255]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 0x7f);
  for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0;
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

export const photo = (name: string) => ({ name, mimeType: "image/png", buffer: pngPhoto() });

export type Where = Page | Frame;

export const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// In a frame axe's advice beyond WCAG counts the landmarks of both pages together: two headers are right there.
export async function hasNoAxeViolations(page: Page, tags = [...wcag, "best-practice"], without: string[] = []): Promise<void> {
  const result = await new AxeBuilder({ page }).withTags(tags).disableRules(without).analyze();
  expect(result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)).toEqual([]);
}

export const framed = wcag;

// How this visitor operates controls.
export interface Hands {
  fill(where: Where, wireName: string, value: string): Promise<void>;
  choose(where: Where, wireName: string, value: string): Promise<void>;
  tick(where: Where, wireName: string): Promise<void>;
  attach(where: Where, wireName: string, fileName: string): Promise<void>;
  press(where: Where, action: string): Promise<void>;
}

const control = (where: Where, selector: string): Locator => where.locator(selector);

export const mouse: Hands = {
  fill: async (where, name, value) => control(where, id(name)).fill(value),
  choose: async (where, name, value) => control(where, option(name, value)).check(),
  tick: async (where, name) => control(where, id(name)).check(),
  attach: async (where, name, fileName) => control(where, id(name)).setInputFiles(photo(fileName)),
  press: async (where, value) => control(where, action(value)).click(),
};

export interface Journey {
  page: Page;              // for axe
  where: Where;            // the page or the frame of the form
  hands: Hands;
  // Called on every page of the journey, after it is shown.
  onPage?: (step: string) => Promise<void>;
  uploadsAtOnce: boolean;  // live: a chosen file is stored before "next"
}

export async function showsStep(journey: Journey, step: string): Promise<void> {
  await expect(journey.where.locator(shown(step)).first()).toBeAttached();
  await journey.onPage?.(step);
}

export async function plays(journey: Journey, play: Play): Promise<void> {
  const { where, hands } = journey;
  for (const scene of play.scenes) {
    await showsStep(journey, scene.step);
    for (const text of scene.shows ?? []) await expect(where.locator("main")).toContainText(text);
    for (const [name, value] of scene.fill ?? []) await hands.fill(where, name, value);
    for (const [name, value] of scene.choose ?? []) await hands.choose(where, name, value);
    for (const name of scene.tick ?? []) await hands.tick(where, name);
    for (const [name, file] of scene.attach ?? []) {
      await hands.attach(where, name, file);
      if (journey.uploadsAtOnce) await expect(where.locator("main")).toContainText(file);
    }
    await hands.press(where, scene.press);
  }
  await showsStep(journey, "status");
  await expect(where.locator("#application-state")).toHaveText(play.state);
}

// Ends on the status page, waiting for payment.
export const appliesAsAdultInMusterstadt = (journey: Journey, person: Person) => plays(journey, adultInMusterstadt(person));

export async function receiptNumber(where: Where): Promise<string> {
  const number = await where.locator("#receipt-number").innerText();
  expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}$/);
  return number;
}

// From the status page through the simulator and back; `page` is the top-level page afterwards.
export async function paysInTheSimulator(page: Page, where: Where): Promise<void> {
  await where.locator('main button[value="pay"]').click();
  await page.locator('button[value="success"], button[name="outcome"][value="success"]').first().click();
  await expect(page.locator("body[data-step=status] main")).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(page.locator("#application-state")).toHaveText(/Eingegangen|An die Bibliothek übergeben/, { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.locator("main")).toContainText("Die Zahlung von 8,00");
}

export async function caseWorkerApproves(page: Page, inbox: string, account: { user: string; password: string }, receipt: string, onPage: (page: Page) => Promise<void>): Promise<void> {
  await page.goto(inbox);
  await onPage(page);
  await page.locator("input[name=user]").fill(account.user);
  await page.locator("input[name=password]").fill(account.password);
  await page.locator("main button[type=submit]").first().click();
  await onPage(page);
  await page.getByRole("link", { name: receipt }).click();
  await expect(page.locator("main")).toContainText("Nguyễn-Müller");
  await expect(page.locator("main")).toContainText("ausweis.png");
  await expect(page.locator("main")).toContainText("8,00");
  await onPage(page);
  await page.locator('main button[value="approve"]').click();
  await expect(page.locator("main")).toContainText("Genehmigt");
}
