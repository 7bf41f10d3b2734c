// web/embed/embed.ts in a portal's page: what it inserts, whom it believes.
import assert from "node:assert/strict";
import { build } from "esbuild";
import { test } from "node:test";
import vm from "node:vm";

const { outputFiles } = await build({ entryPoints: ["web/embed/embed.ts"], bundle: true, write: false, format: "iife" });
const source = outputFiles[0].text;

class HTMLScriptElement {}

// A page with one script element; everything embed.ts touches, and no more.
function portal(dataset, src = "https://forms.example/embed.js") {
  const page = { posted: [], scrolled: [], timers: [], after: [] };
  const element = (tag) => {
    const own = { tag, style: {}, listeners: {}, removed: false, children: [] };
    return Object.assign(own, {
      addEventListener: (type, f) => (own.listeners[type] = f),
      after: (...items) => page.after.push(...items),
      append: (...items) => own.children.push(...items),
      remove: () => (own.removed = true),
      getBoundingClientRect: () => ({ top: page.frameTop ?? 0 }),
      contentWindow: { postMessage: (...args) => page.posted.push(args) },
    });
  };
  const script = Object.assign(new HTMLScriptElement(), element("script"), { dataset, src });
  const window = { innerHeight: 800, addEventListener: (_, f) => (page.receive = f), scrollBy: (_, y) => page.scrolled.push(y) };
  const context = {
    document: { currentScript: script, createElement: element }, window, HTMLScriptElement, URL, encodeURIComponent,
    setTimeout: (f) => page.timers.push(f), clearTimeout: () => (page.timers.length = 0),
  };
  vm.runInNewContext(source, context);
  page.frame = page.after[0];
  page.say = (data, { origin = "https://forms.example", from = page.frame.contentWindow } = {}) => page.receive({ source: from, origin, data });
  return page;
}

test("the frame shows the library from the script's own origin, named for screen readers", () => {
  const { frame } = portal({ library: "musterstadt", lang: "en", title: "Apply" });
  assert.equal(frame.src, "https://forms.example/musterstadt/?lang=en");
  assert.equal(frame.title, "Apply");
  assert.equal(portal({ library: "../x?y" }).frame.src, "https://forms.example/..%2Fx%3Fy/");
});

test("hello goes to the exact origin after each load", () => {
  const page = portal({ library: "m" });
  page.frame.listeners.load();
  assert.deepEqual(JSON.parse(JSON.stringify(page.posted)), [[{ lesepass: 1, type: "hello" }, "https://forms.example"]]);
});

test("the height follows the form", () => {
  const page = portal({ library: "m" });
  page.say({ lesepass: 1, type: "height", height: 1234 });
  assert.equal(page.frame.style.height, "1234px");
});

test("nonsense, strangers and other windows change nothing", () => {
  const page = portal({ library: "m" });
  const height = (value) => ({ lesepass: 1, type: "height", height: value });
  const bad = [null, undefined, 1, "x", [], {}, height("9"), height(-1), height(0), height(1e9), height(NaN), height(Infinity),
    { lesepass: 2, type: "height", height: 9 }, { type: "height", height: 9 }, { lesepass: 1, type: "boo" }, { lesepass: 1, type: "show" },
    { lesepass: 1, type: "show", top: -1 }];
  for (const data of bad) page.say(data);
  page.say(height(9), { origin: "https://evil.example" });
  page.say(height(9), { origin: "null" });
  page.say(height(9), { from: {} });
  assert.equal(page.frame.style.height, undefined);
  assert.deepEqual(page.scrolled, []);
  assert.equal(page.timers.length, 1, "still waiting for an answer");
});

test("a new step brings the top of the frame into view, unless it is", () => {
  const page = portal({ library: "m" });
  page.frameTop = 100;
  page.say({ lesepass: 1, type: "step" });
  assert.deepEqual(page.scrolled, []);
  page.frameTop = -900;
  page.say({ lesepass: 1, type: "step" });
  page.say({ lesepass: 1, type: "show", top: 300 });
  assert.deepEqual(page.scrolled, [-916, -616]);
});

test("the page after the submission begins at its top, the first page does not move the portal", () => {
  const page = portal({ library: "m" });
  page.frameTop = -900;
  page.frame.listeners.load();
  assert.deepEqual(page.scrolled, []);
  page.frame.listeners.load();
  assert.deepEqual(page.scrolled, [-916]);
});

test("without an answer a link appears, with the first answer it goes", () => {
  const page = portal({ library: "m", link: "Neues Fenster" });
  page.timers[0]();
  const exit = page.after[1];
  assert.equal(exit.children[0].textContent, "Neues Fenster");
  assert.equal(exit.children[0].rel, "noopener");
  page.say({ lesepass: 1, type: "height", height: 500 });
  assert.ok(exit.removed);
});

test("a snippet without a library says so", () => {
  assert.throws(() => portal({}), /data-library is missing/);
});
