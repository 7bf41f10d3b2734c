// Firefox, headless, over Marionette: a line "<length>:<JSON>" each way over a socket on loopback.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { findProgram, Program } from "./program.ts";
import type { Wishes } from "./visitor.ts";
import { WebDriverVisitor, type Command, type Transport } from "./webdriver.ts";

type Reply = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

class Marionette {
  private buffer = Buffer.alloc(0);
  private nextId = 1;
  private readonly waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>();

  constructor(private readonly socket: Socket) {
    socket.on("data", (data) => this.take(data));
    socket.on("close", () => {
      for (const { fail } of this.waiting.values()) fail(new Error("Firefox is gone"));
    });
  }

  send(command: string, parameters: unknown): Promise<unknown> {
    const id = this.nextId++;
    const text = Buffer.from(JSON.stringify([0, id, command, parameters]));
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.socket.write(Buffer.concat([Buffer.from(`${text.length}:`), text]));
    });
  }

  close(): void { this.socket.destroy(); }

  private take(data: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      const colon = this.buffer.indexOf(":");
      if (colon < 0) return;
      const end = colon + 1 + Number(this.buffer.subarray(0, colon));
      if (this.buffer.length < end) return;
      const message = JSON.parse(this.buffer.subarray(colon + 1, end).toString()) as Reply | object;
      this.buffer = this.buffer.subarray(end);
      if (Array.isArray(message)) this.answer(message as Reply); // the greeting is no reply
    }
  }

  private answer([, id, error, result]: Reply): void {
    const call = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) call?.fail(new Error(`${error.error}: ${error.message}`));
    else call?.done(result);
  }
}

// Nothing of its own goes out; German as Playwright's browser is.
const preferences = (wishes: Wishes) => ({
  "marionette.port": 0, // any; it writes which into the profile
  "javascript.enabled": wishes.script,
  "intl.accept_languages": "de-DE, de",
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage": "about:blank",
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.disable_beforeunload": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "toolkit.telemetry.enabled": false,
  "webgl.force-enabled": true,
});

async function connected(port: number): Promise<Socket | undefined> {
  const socket = connect(port, "127.0.0.1");
  const [event] = await Promise.race([once(socket, "connect").then(() => ["connect"]), once(socket, "error").then(() => ["error"])]);
  return event === "connect" ? socket : undefined;
}

export async function firefox(wishes: Wishes): Promise<WebDriverVisitor> {
  const path = findProgram("Firefox", process.env.LESEPASS_FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox");
  const program = new Program("Firefox");
  const user = Object.entries(preferences(wishes)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(join(program.folder, "user.js"), user.join(""));
  program.start(path, ["--headless", "--marionette", "--no-remote", "--profile", program.folder], { MOZ_HEADLESS_WIDTH: "1024", MOZ_HEADLESS_HEIGHT: "900" });
  try {
    const portFile = () => readFile(join(program.folder, "MarionetteActivePort"), "utf8").then((text) => text.trim() || undefined, () => undefined);
    const port = Number(await program.until(portFile, 120));
    const marionette = new Marionette(await program.until(() => connected(port)));
    const session = await marionette.send("WebDriver:NewSession", {}) as { capabilities: { browserVersion: string } };
    return new WebDriverVisitor(transport(marionette, program, session.capabilities.browserVersion), "pointer");
  } catch (error) {
    await program.end();
    throw error;
  }
}

const transport = (marionette: Marionette, program: Program, version: string): Transport => ({
  version,
  async call(command: Command, parameters) {
    const result = await marionette.send(`WebDriver:${command}`, parameters);
    return result !== null && typeof result === "object" && "value" in result ? result.value : result;
  },
  async end() {
    marionette.close();
    await program.end();
  },
});
