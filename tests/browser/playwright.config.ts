import { defineConfig } from "@playwright/test";

// Debian's Chromium, never a download. Background services off: there is no internet in CI.
export default defineConfig({
  testDir: ".",
  outputDir: "../../build/browser-results",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1024, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.LESEPASS_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        // The portal's frame in the same process: with software drawing, Chromium 156 loses clicks into a frame of another
        // process while its page scrolls (the mouse button never arrives there). Origins stay separate all the same.
        "--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process,HttpsUpgrades,Translate"],
    },
  },
});
