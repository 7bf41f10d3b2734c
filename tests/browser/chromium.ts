// How every suite starts the browser: Debian's Chromium, never a download; background services off, software drawing.
export const chromium = {
  executablePath: process.env.LESEPASS_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader"],
};

// A frame in the same process as its page: with software drawing, Chromium 156 loses clicks into a frame of another
// process while its page scrolls (the mouse button never arrives there). Origins stay separate all the same.
export const oneProcess = {
  ...chromium,
  args: [...chromium.args, "--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process,HttpsUpgrades,Translate"],
};
