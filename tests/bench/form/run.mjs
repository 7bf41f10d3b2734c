// ./dev bench form: the same form of thirty questions in Lesepass and in four other form libraries, side by side in Chromium.
//   node tests/bench/form/run.mjs [--rounds N] [--write docs/benchmarks.md]
// Rounds are interleaved (each form once, then each again), so that what else the machine does hits all alike; medians are
// compared. First in an unhindered browser, then behind a slow line (1.6 Mbit/s, 150 ms).
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { chromium } from "playwright-core";
import { ajvVersion, buildPeers, names } from "./build.mjs";
import { probe } from "./probe.mjs";
import { startSite } from "./site.mjs";
import { throughputs } from "./throughput.mjs";

const option = (name, fallback) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : fallback);
const rounds = Number(option("rounds", 9));
const typed = "Am Alten Markt an der Kirche";
const slowLine = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const median = (values) => quantile(values, 0.5);

async function visit(browser, url, { slow = false } = {}) {
  const context = await browser.newContext({ locale: "de-DE", viewport: { width: 1024, height: 900 } });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    if (slow) await cdp.send("Network.enable"), await cdp.send("Network.emulateNetworkConditions", slowLine);
    await page.addInitScript(probe);
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => globalThis.benchState?.live !== null, undefined, { timeout: 60_000 });
    const { usable, live } = await page.evaluate(() => ({ usable: benchState.usable, live: benchState.live }));
    if (slow) return { usable, live };
    await cdp.send("Performance.enable");
    await cdp.send("HeapProfiler.collectGarbage");
    const heap = (await cdp.send("Performance.getMetrics")).metrics.find((m) => m.name === "JSHeapUsedSize").value;
    const wasm = await page.evaluate(() => benchState.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
    const field = page.locator('input[name="address.street"], #form input[type="text"], #form input:not([type])').first();
    await field.click();
    await page.evaluate(() => { benchState.keys.length = 0; });
    for (const letter of typed) await page.keyboard.press(letter === " " ? "Space" : letter);
    await page.waitForFunction((count) => benchState.keys.length >= count, typed.length);
    const accepted = await page.evaluate(() => (globalThis.benchValue ? benchValue() : document.querySelector('input[name="address.street"]').value));
    if (accepted !== typed) throw new Error(`${url} holds "${accepted}"`);
    return { usable, live, memory: heap + wasm, keys: await page.evaluate(() => benchState.keys) };
  } finally {
    await context.close();
  }
}

async function measure(browser, site, forms) {
  const results = Object.fromEntries(forms.map((form) => [form, { usable: [], live: [], slowUsable: [], slowLive: [], memory: [], keys: [] }]));
  for (const form of forms) await visit(browser, `${site.url}/${form}/`); // compile caches, fonts, first-time costs
  for (let round = 0; round < rounds; round += 1) {
    for (const form of forms) {
      const seen = await visit(browser, `${site.url}/${form}/`);
      const slow = await visit(browser, `${site.url}/${form}/`, { slow: true });
      const into = results[form];
      into.usable.push(seen.usable), into.live.push(seen.live), into.memory.push(seen.memory), into.keys.push(...seen.keys);
      into.slowUsable.push(slow.usable), into.slowLive.push(slow.live);
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
  return results;
}

const loadBefore = loadavg()[0];
const peers = await buildPeers();
const site = await startSite(peers);
const forms = ["lesepass", ...Object.keys(peers)];
const browser = await chromium.launch({ executablePath: process.env.LESEPASS_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
const version = browser.version();
let results;
try {
  results = await measure(browser, site, forms);
} finally {
  await browser.close();
  site.close();
}

const lesepassVersion = execFileSync(`${process.env.LESEPASS_BIN ?? "build/release/bin"}/lesepass`, ["--version"], { encoding: "utf8" }).trim();
const shown = { lesepass: `Lesepass ${lesepassVersion}`, ...names };
const bytes = { lesepass: site.lesepassBytes, ...Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, peer.bytes])) };
const figures = Object.fromEntries(forms.map((form) => {
  const r = results[form];
  return [form, [median(r.usable), median(r.live), median(r.slowUsable), median(r.slowLive), bytes[form] / 1000, median(r.memory) / 1e6, median(r.keys), quantile(r.keys, 0.95)]];
}));
const columns = ["usable, ms", "engine ready, ms", "usable, slow line, ms", "engine ready, slow line, ms", "script + WASM, kB brotli", "JS heap + WASM memory, MB", "key to paint, median ms", "key to paint, p95 ms"];
const cell = (form, i) => {
  const value = figures[form][i], own = figures.lesepass[i];
  return `${value.toFixed(value < 20 ? 1 : 0)}${form === "lesepass" ? "" : ` (${(value / own).toFixed(1)}x)`}`;
};
const speeds = throughputs();
const best = speeds.find((s) => s.name.includes("ajv")).perSecond;
const lines = [
  `${new Date().toISOString().slice(0, 10)}, Chromium ${version}, ${cpus().length} x ${cpus()[0].model}, load ${loadBefore.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after, ${rounds} interleaved rounds, medians; in brackets the multiple of Lesepass.`,
  "", `| form | ${columns.join(" | ")} |`, `|---|${columns.map(() => "---:").join("|")}|`,
  ...forms.map((form) => `| ${shown[form]} | ${columns.map((_, i) => cell(form, i)).join(" | ")} |`),
  "", "| one application, parsed and validated, one core | a second | of ajv |", "|---|---:|---:|",
  ...speeds.map(({ name, perSecond }) => `| ${name} | ${Math.round(perSecond).toLocaleString("en")} | ${(perSecond / best).toFixed(2)}x |`),
];
console.log(lines.join("\n"));
console.log(`ajv ${ajvVersion}`);
const target = option("write");
if (target) {
  const old = readFileSync(target, "utf8");
  const [begin, end] = ["<!-- form: begin -->", "<!-- form: end -->"];
  if (!old.includes(begin)) throw new Error(`${target} has no place for it (${begin})`);
  writeFileSync(target, old.replace(new RegExp(`${begin}[\\s\\S]*?${end}`), `${begin}\n${lines.join("\n")}\n${end}`));
}
