// The whole demo (server, payment simulator, portal, mail sink) as a fixture: started once per worker on free ports in a
// fresh folder, stopped by pid.
import { test as base } from "@playwright/test";
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Addresses {
  form: string;
  portal: string;
  portalRefused: string;
  kiosk: string;
  inbox: string;
  paysim: string;
  mails: string;
  mailsApi: string;
  caseWorkers: { user: string; password: string }[];
}

export interface Demo {
  addresses: Addresses;
  mailsTo(address: string): Promise<{ subject: string; text: string }[]>;
  // The lesepass server itself, for fault tests.
  serverPid: number;
}

async function freePorts(count: number): Promise<number> {
  for (let port = 18000 + Math.floor(Math.random() * 9000); ; port += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, i) => canListen(port + i)));
    if (free.every(Boolean)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

function firstJsonLine(child: ChildProcess): Promise<Addresses & { serverPid: number }> {
  return new Promise((done, fail) => {
    const log: string[] = [];
    child.once("exit", (code) => fail(new Error(`demo ended with ${code}:\n${log.join("\n")}`)));
    createInterface({ input: child.stderr! }).on("line", (line) => log.push(line));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      log.push(line);
      if (line.startsWith("{\"form\"")) done(JSON.parse(line));
    });
  });
}

export const test = base.extend<object, { demo: Demo }>({
  demo: [async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), "lesepass-browser-"));
    const port = await freePorts(5);
    const bin = process.env.LESEPASS_BIN ?? "build/release/bin";
    const site = process.env.LESEPASS_SITE ?? "build/site";
    const child = spawn(process.execPath, ["server/demo/run_demo.mjs", "--bin", bin, "--site", site, "--port", String(port), "--data", data, "--json"],
      { stdio: ["ignore", "pipe", "pipe"] });
    const addresses = await firstJsonLine(child);
    const mailsTo = async (address: string) => {
      const mails = await (await fetch(addresses.mailsApi)).json() as { to: string; subject: string; text: string }[];
      return mails.filter((mail) => mail.to.includes(address));
    };
    await use({ addresses, mailsTo, serverPid: addresses.serverPid });
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  }, { scope: "worker", timeout: 60_000 }],
});

export { expect } from "@playwright/test";
