// Frames of the canvas in Chromium, as they come while a pointer moves: median of C++ and WebGL
// calls together (main thread), number of frames, and frames while nobody does anything. Started by frame.sh.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const bin = process.env.LESEPASS_BIN ?? "build/release/bin";
const site = process.env.LESEPASS_SITE ?? "build/site";
const port = Number(process.env.LESEPASS_BENCH_PORT ?? 9260);
const data = mkdtempSync(join(tmpdir(), "lesepass-bench-"));
const demo = spawn(process.execPath, ["server/demo/run_demo.mjs", "--bin", bin, "--site", site, "--port", String(port), "--data", data, "--json"],
  { stdio: ["ignore", "pipe", "ignore"] });
const ended = new Promise((done) => demo.once("exit", done));
const addresses = await new Promise((done, fail) => {
  ended.then(() => fail(new Error("the demo ended")));
  createInterface({ input: demo.stdout }).on("line", (line) => line.startsWith("{") && done(JSON.parse(line)));
});

const browser = await chromium.launch({
  executablePath: process.env.LESEPASS_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-quic"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
  await page.goto(`${addresses.form}?face=canvas`);
  await page.waitForSelector("html.lp-canvas canvas");
  const first = await page.evaluate(() => performance.now());
  const times = [];
  const { x, y, width, height } = await page.locator(".lp-face-switch").boundingBox();
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(x + width / 2, i % 2 === 0 ? y + height / 2 : 300); // on a link, then beside it
    times.push(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(Number(document.documentElement.dataset.lpFrameMs)))))));
  }
  const frames = () => page.evaluate(() => Number(document.documentElement.dataset.lpFrames));
  await page.waitForTimeout(500);
  const before = await frames();
  await page.waitForTimeout(2000);
  times.sort((a, b) => a - b);
  console.log(`Chromium: canvas shown ${first.toFixed(0)} ms after navigation; frame (C++ and WebGL calls) median ${times[30].toFixed(2)} ms, slowest ${times.at(-1).toFixed(2)} ms; ${before} frames so far, ${(await frames()) - before} in 2 s without input`);
} finally {
  await browser.close();
  demo.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
}
