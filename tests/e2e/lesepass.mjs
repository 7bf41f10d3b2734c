// Starts the real server on a free port and speaks its API. Everything ends with the test; processes are ended by pid.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

const bin = process.env.LESEPASS_BIN ?? "build/release/bin";
const site = process.env.LESEPASS_SITE ?? "build/site";

export function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export const newFolder = () => mkdtempSync(join(tmpdir(), "lesepass-e2e-"));
export const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true });

// A test that fails half-way leaves no server behind, nor does its file wait for one.
const children = new Set();
process.on("exit", () => { for (const child of children) child.kill("SIGKILL"); });

export class Server {
  // Without a folder of libraries: those of the demo, with their accounts.
  constructor(port, data, smtp, tenants) {
    Object.assign(this, { port, data, smtp, tenants, log: [], url: `http://127.0.0.1:${port}` });
  }

  async start() {
    const args = ["serve", "--port", String(this.port), "--data", this.data, "--site", site, "--tenants", this.tenants ?? "server/demo/tenants",
      "--public-url", this.url];
    if (!this.tenants) args.push("--demo");
    if (this.smtp) args.push("--smtp", `smtp://127.0.0.1:${this.smtp}`);
    this.child = spawn(join(bin, "lesepass"), args, { stdio: ["ignore", "pipe", "pipe"] });
    children.add(this.child);
    this.ended = new Promise((done) => this.child.once("exit", (code, signal) => {
      children.delete(this.child);
      done(signal ?? code);
    }));
    createInterface({ input: this.child.stderr }).on("line", (line) => this.log.push(line));
    await new Promise((done, fail) => {
      createInterface({ input: this.child.stdout }).on("line", (line) => { this.log.push(line); if (line.includes("listens on")) done(); });
      this.ended.then((code) => fail(new Error(`lesepass ended with ${code}: ${this.log.join("\n")}`)));
    });
    for (const held of [this.child, this.child.stdout, this.child.stderr]) held.unref();
    return this;
  }

  stop(signal = "SIGTERM") {
    this.child.ref();
    this.child.kill(signal);
    return this.ended;
  }
}

// The JSON writer of shared/json/writer.cpp: the content hash is over exactly these bytes.
const quoted = (text) => JSON.stringify(text).replace(/[<>&\x7f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
const value = (v) => typeof v === "string" ? quoted(v) : Array.isArray(v) ? `[${v.map(value).join(",")}]`
  : v !== null && typeof v === "object" ? `{${Object.entries(v).map(([k, x]) => `${quoted(k)}:${value(x)}`).join(",")}}` : String(v);

export const newId = () => randomBytes(16).toString("hex");

export function application(id, email = "o.brien@example.org") {
  return {
    schemaVersion: 1, applicationId: id, library: "hilden", language: "de",
    answers: {
      "applicant.kind": "person", "address.street": "Straße des 17. Juni", "address.houseNumber": "135 a",
      "address.postcode": "40721", "address.town": "Hilden", "applicant.givenName": "Ø", "applicant.familyName": "O'Brien",
      "applicant.birthDate": "29.02.2000", "contact.email": email, "consent.terms": "yes", "consent.truth": "yes",
    },
    attachments: [], feeCents: 1600,
  };
}

// Answers stand sorted by name.
const canonical = (app) => app.answers?.constructor === Object
  ? { ...app, answers: Object.fromEntries(Object.entries(app.answers).sort(([a], [b]) => (a < b ? -1 : 1))) } : app;

export function submission(app) {
  const body = value(canonical(app));
  return `{"contentHash":"${createHash("sha256").update(body).digest("hex")}","application":${body}}`;
}

export function put(server, id, body, headers = { "Content-Type": "application/json" }) {
  return fetch(`${server.url}/api/v1/applications/${id}`, { method: "PUT", headers, body, signal: AbortSignal.timeout(10_000) });
}

// Bytes as they are; the answer's status (0: closed without one).
export function raw(server, bytes) {
  return new Promise((done) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    const finish = () => { socket.destroy(); done(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)); };
    socket.setTimeout(5_000, finish);
    socket.on("data", (chunk) => { answer += chunk; if (answer.includes("\r\n\r\n")) finish(); });
    socket.on("close", finish);
    socket.on("error", () => {});
  });
}

// Our mails are quoted-printable or base64 texts of one part.
function decoded(mail) {
  const [head, ...rest] = mail.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  if (/^Content-Transfer-Encoding: base64/mi.test(head)) return Buffer.from(body, "base64").toString("utf8");
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

// A mail server that takes everything: [{ to, id, text }].
export function mailSink(port) {
  const mails = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS", "AUTH"], logger: false,
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk) => { text += chunk.toString("latin1"); });
      stream.on("end", () => {
        const id = /^Message-ID: <([^@>]+)/mi.exec(text)?.[1] ?? "";
        mails.push({ to: session.envelope.rcptTo.map((r) => r.address).join(), id, text: decoded(text) });
        done();
      });
    },
  });
  return new Promise((ready) => server.listen(port, "127.0.0.1", () => ready({ mails, close: () => new Promise((done) => server.close(done)) })));
}

export async function until(condition, seconds) {
  for (let i = 0; i < seconds * 10; i++) {
    if (await condition()) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}
