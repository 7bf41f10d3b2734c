// WebKitGTK's MiniBrowser through WebKitWebDriver (W3C WebDriver over HTTP), on a display of its own (Xvfb).
import { once } from "node:events";
import type { Readable } from "node:stream";
import { findProgram, freePort, Program } from "./program.ts";
import { endpoints, WebDriverVisitor, type Command, type Transport } from "./webdriver.ts";

async function request(method: string, url: string, body?: unknown): Promise<unknown> {
  const options = method === "POST" ? { method, body: JSON.stringify(body ?? {}), headers: { "content-type": "application/json" } } : { method };
  const reply = await fetch(url, options);
  const { value } = await reply.json() as { value: { error?: string; message?: string } | null };
  if (!reply.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}

// Xvfb takes a free display and says which.
async function display(program: Program): Promise<string> {
  const child = program.start(findProgram("Xvfb", "/usr/bin/Xvfb"), ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {}, ["ignore", "ignore", "pipe", "pipe"]);
  const [number] = await Promise.race([
    once(child.stdio[3] as Readable, "data"),
    once(child, "exit").then(() => { throw new Error(`Xvfb ended:\n${program.log.join("")}`); }),
  ]) as [Buffer];
  return `:${number.toString().trim()}`;
}

const miniBrowser = () => findProgram("MiniBrowser", process.env.LESEPASS_MINIBROWSER,
  "/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkitgtk-6.0/MiniBrowser");

export async function webkit(): Promise<WebDriverVisitor> {
  const screen = new Program("Xvfb");
  const program = new Program("WebKitWebDriver");
  const end = async () => {
    await program.end();
    await screen.end();
  };
  try {
    const port = await freePort();
    const base = `http://127.0.0.1:${port}/session`;
    // Drawn in software; without the machine's accessibility bus.
    program.start(findProgram("WebKitWebDriver", "/usr/bin/WebKitWebDriver"), [`--port=${port}`, "--host=127.0.0.1"],
      { DISPLAY: await display(screen), GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", WEBKIT_DISABLE_DMABUF_RENDERER: "1", NO_AT_BRIDGE: "1", LANG: "C.UTF-8", LANGUAGE: "de" });
    const status = `http://127.0.0.1:${port}/status`;
    await program.until(() => request("GET", status).then(() => true, () => undefined));
    const capabilities = { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: miniBrowser(), args: ["--automation"] } } };
    const session = await request("POST", base, { capabilities }) as { sessionId: string; capabilities: { browserVersion: string } };
    // WebKitWebDriver 2.50 refuses clicks on the options ("not interactable") although elementsFromPoint() finds them.
    return new WebDriverVisitor(transport(`${base}/${session.sessionId}`, session.capabilities.browserVersion, end), "space bar");
  } catch (error) {
    await end();
    throw new Error(`WebKitGTK: ${String(error)}\n${program.log.join("")}`);
  }
}

const transport = (session: string, version: string, end: () => Promise<void>): Transport => ({
  version,
  call(command: Command, parameters) {
    const [method, path] = endpoints[command];
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]));
    return request(method, session + filled, parameters);
  },
  async end() {
    await request("DELETE", session).catch(() => undefined); // its group is ended next
    await end();
  },
});
