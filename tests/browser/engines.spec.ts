// The same citizens in three engines (Chromium, Firefox ESR, WebKitGTK), with and without script: a whole application with
// proofs, the payment, mistakes, the language, back and forward, the large view.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { expect, test } from "./demo.ts";
import { chromiumVisitor } from "./engines/chromium_visitor.ts";
import { firefox } from "./engines/firefox.ts";
import type { Visitor, Wishes } from "./engines/visitor.ts";
import { webkit } from "./engines/webkit.ts";
import { action, adultInMusterstadt, childInKoeln, id, option, shown, thi, type Play, type Scene } from "./play.ts";
import { pngPhoto } from "./steps.ts";

const patience = { timeout: 60_000 };
test.describe.configure({ timeout: 300_000 });

// Elements come and go while a page changes: asked again until the answer is the expected one.
const until = (ask: () => Promise<unknown>, expected: unknown) => expect.poll(() => ask().catch(String), patience).toEqual(expected);
const says = (visitor: Visitor, css: string, text: string | RegExp) =>
  expect.poll(() => visitor.text(css).catch(String), patience).toMatch(typeof text === "string" ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : text);
const isThere = (visitor: Visitor, css: string) => until(async () => await visitor.count(css) > 0, true);

async function playScene(visitor: Visitor, scene: Scene, folder: string, live: boolean): Promise<void> {
  await isThere(visitor, shown(scene.step));
  for (const text of scene.shows ?? []) await says(visitor, "main", text);
  for (const [name, value] of scene.fill ?? []) await visitor.fill(id(name), value);
  for (const [name, value] of scene.choose ?? []) await visitor.choose(option(name, value));
  for (const name of scene.tick ?? []) await visitor.choose(id(name));
  for (const [name, file] of scene.attach ?? []) {
    const path = join(folder, file);
    writeFileSync(path, pngPhoto());
    await visitor.attach(id(name), path);
    if (live) await says(visitor, "main", file);
  }
  await visitor.click(action(scene.press));
}

async function begins(visitor: Visitor, form: string, live: boolean): Promise<void> {
  await visitor.open(form);
  if (live) await isThere(visitor, "body[data-live=yes]");
  else expect(await visitor.count("body[data-live]")).toBe(0);
}

async function applies(visitor: Visitor, form: string, play: Play, folder: string, live: boolean): Promise<void> {
  await begins(visitor, new URL(`/${play.library}/`, form).href, live);
  for (const scene of play.scenes) await playScene(visitor, scene, folder, live);
  await isThere(visitor, shown("status"));
  await says(visitor, "#application-state", play.state);
  expect(await visitor.text("#receipt-number")).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}$/);
}

async function pays(visitor: Visitor): Promise<void> {
  await visitor.click(action("pay"));
  await isThere(visitor, 'button[value="success"]');
  await visitor.click('button[value="success"]');
  await isThere(visitor, shown("status"));
  await expect(async () => {
    await visitor.reload();
    expect(await visitor.text("#application-state")).toMatch(/^(Eingegangen|An die Bibliothek übergeben)$/);
  }).toPass(patience);
  await says(visitor, "main", "Die Zahlung von 8,00");
}

async function makesMistakes(visitor: Visitor, form: string, live: boolean): Promise<void> {
  await begins(visitor, form, live);
  await visitor.click(action("next"));
  await isThere(visitor, shown("address"));
  await visitor.fill(id("address.street"), "O'Brien-Straße <b>");
  await visitor.fill(id("address.postcode"), "1234");
  await visitor.click(action("next"));
  await until(() => visitor.count("#lp-errors a"), 4);
  expect(await visitor.title()).toMatch(/^Fehler: /);
  await visitor.click(`#lp-errors a[href="${id("address.postcode")}"]`);
  await until(() => visitor.hasFocus(id("address.postcode")), true);
  expect(await visitor.value(id("address.street"))).toBe("O'Brien-Straße <b>");
  await visitor.click('button[value="lang:en"]');
  await says(visitor, "h1", "Your address");
  expect(await visitor.value(id("address.street"))).toBe("O'Brien-Straße <b>");
}

async function walksBackAndForward(visitor: Visitor, form: string): Promise<void> {
  await begins(visitor, form, true);
  const [start, address] = adultInMusterstadt(thi).scenes as [Scene, Scene];
  await playScene(visitor, start, "", true);
  await playScene(visitor, address, "", true);
  await isThere(visitor, shown("person"));
  await visitor.fill(id("applicant.givenName"), "Ana");
  await visitor.back();
  await isThere(visitor, shown("address"));
  await until(() => visitor.value(id("address.street")), "Straße des 17. Juni");
  await visitor.forward();
  await isThere(visitor, shown("person"));
  await until(() => visitor.value(id("applicant.givenName")), "Ana");
}

// Drawn, or a sentence that it can not be: never a page without controls.
async function wantsTheLargeView(visitor: Visitor, form: string): Promise<void> {
  await begins(visitor, `${form}?face=canvas`, true);
  await isThere(visitor, "html.lp-canvas canvas, [role=status].lp-canvas-note");
  await visitor.click(action("next"));
  await isThere(visitor, shown("address"));
  await visitor.fill(id("address.street"), "Domstraße");
  await until(() => visitor.value(id("address.street")), "Domstraße");
}

interface Engine {
  name: string;
  canSwitchScriptOff: boolean;
  start: (browser: Browser, wishes: Wishes) => Promise<Visitor>;
}
const engines: Engine[] = [
  { name: "Chromium", canSwitchScriptOff: true, start: chromiumVisitor },
  { name: "Firefox", canSwitchScriptOff: true, start: (_, wishes) => firefox(wishes) },
  { name: "WebKitGTK", canSwitchScriptOff: false, start: () => webkit() },
];

for (const engine of engines) {
  for (const script of engine.canSwitchScriptOff ? [true, false] : [true]) {
    test(`${engine.name}, ${script ? "live" : "without JavaScript"}: two applications, a payment, mistakes`, async ({ browser, demo }, info) => {
      const visitor = await engine.start(browser, { script });
      const folder = info.outputPath("");
      try {
        console.log(`${engine.name} ${visitor.version}`);
        await test.step("an adult", () => applies(visitor, demo.addresses.form, adultInMusterstadt(thi), folder, script));
        await test.step("pays", () => pays(visitor));
        await test.step("a child", () => applies(visitor, demo.addresses.form, childInKoeln, folder, script));
        await test.step("mistakes", () => makesMistakes(visitor, demo.addresses.form, script));
        if (!script) return;
        await test.step("back and forward", () => walksBackAndForward(visitor, demo.addresses.form));
        await test.step("large view", () => wantsTheLargeView(visitor, demo.addresses.form));
      } finally {
        await visitor.close();
      }
    });
  }
}
