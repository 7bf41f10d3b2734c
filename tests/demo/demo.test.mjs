// The orchestrator with a stub in the server's place, and the mail sink by itself.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { startMailSink } from "../../server/demo/mail_sink.mjs";

const stub = `#!/usr/bin/env node
const { createServer } = require("node:http");
const port = Number(process.argv[process.argv.indexOf("--port") + 1]);
createServer((request, response) => {
  if (request.url === "/die") process.exit(3);
  response.end(process.argv.join(" "));
}).listen(port, "127.0.0.1");
`;

function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "lesepass-demo-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function canListen(port) {
  return new Promise((done) => {
    const server = createServer().once("error", () => done(false)).listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

async function freePorts(count) {
  for (let port = 28000 + Math.floor(Math.random() * 3000); ; port += count) {
    const free = [];
    for (let i = 0; i < count; ++i) free.push(await canListen(port + i));
    if (free.every(Boolean)) return port;
  }
}

function programs(t) {
  const bin = folder(t);
  writeFileSync(join(bin, "lesepass"), stub);
  chmodSync(join(bin, "lesepass"), 0o755);
  symlinkSync(resolve(process.env.LESEPASS_BIN ?? "build/release/bin", "lesepass-paysim"), join(bin, "lesepass-paysim"));
  writeFileSync(join(bin, "manifest.json"), "{}");
  return bin;
}

async function startDemo(t, port) {
  const bin = programs(t);
  const child = spawn(process.execPath, ["server/demo/run_demo.mjs", "--json", "--bin", bin, "--site", bin, "--data", folder(t), "--port", String(port)]);
  const demo = { child, errors: "", ended: once(child, "exit") };
  child.stderr.on("data", (chunk) => { demo.errors += chunk; });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  demo.addresses = JSON.parse(line);
  return demo;
}

async function runToEnd(args) {
  const child = spawn(process.execPath, ["server/demo/run_demo.mjs", ...args]);
  let errors = "";
  child.stderr.on("data", (chunk) => { errors += chunk; });
  const [code] = await once(child, "exit");
  return { code, errors };
}

// A whole SMTP conversation; resolves with the last answer.
async function sendMail(port, to) {
  const socket = connect(port, "127.0.0.1");
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async () => {
    for (;;) {
      const { value } = await lines.next();
      if (value === undefined || value[3] !== "-") return value;
    }
  };
  let last = await answer();
  const mail = `To: ${to}\r\nSubject: =?utf-8?q?Best=C3=A4tigung?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGrüße <b>\r\n.`;
  for (const command of ["EHLO x", "MAIL FROM:<a@b.example>", `RCPT TO:<${to}>`, "DATA", mail, "QUIT"]) {
    socket.write(`${command}\r\n`);
    const reply = await answer();
    if (command === "QUIT") break;
    last = reply;
    if (Number(last.slice(0, 3)) >= 400) break;
  }
  socket.destroy();
  return last;
}

test("a mail is on disk when it is acknowledged, and there again after a restart", async (t) => {
  const data = folder(t);
  const port = await freePorts(2);
  const options = { smtpPort: port, webPort: port + 1, folder: data };
  let sink = await startMailSink(options);
  assert.match(await sendMail(port, "mai@example.org"), /^250/);
  assert.equal(readdirSync(data).length, 1);
  await sink.close();
  sink = await startMailSink(options);
  const mails = await (await fetch(`http://127.0.0.1:${port + 1}/api/mails`)).json();
  assert.deepEqual(mails.map(({ to, subject, text }) => ({ to, subject, text: text.trim() })), [{ to: "mai@example.org", subject: "Bestätigung", text: "Grüße <b>" }]);
  const shown = await (await fetch(`http://127.0.0.1:${port + 1}/`)).text();
  assert.ok(shown.includes("Grüße &lt;b&gt;"));
  await sink.close();
});

test("mailboxes that are switched off refuse for now, and take again later", async (t) => {
  const port = await freePorts(2);
  const sink = await startMailSink({ smtpPort: port, webPort: port + 1, folder: folder(t) });
  await fetch(`http://127.0.0.1:${port + 1}/down`, { method: "POST" });
  assert.match(await sendMail(port, "mai@example.org"), /^451/);
  await fetch(`http://127.0.0.1:${port + 1}/up`, { method: "POST" });
  assert.match(await sendMail(port, "mai@example.org"), /^250/);
  await sink.close();
});

test("the demo starts all parts, names them, and stops them on SIGTERM", async (t) => {
  const port = await freePorts(5);
  const demo = await startDemo(t, port);
  const { portal, portalRefused, paysim, mails, form } = demo.addresses;
  assert.notEqual(new URL(portal).origin, new URL(form).origin);
  assert.notEqual(new URL(portalRefused).origin, new URL(portal).origin);
  for (const url of [portalRefused, paysim, mails]) assert.equal((await fetch(url)).status, 200);
  const given = await (await fetch(form)).text();
  assert.ok(given.includes(`--embed-origin ${new URL(portal).origin}`));
  assert.ok(!given.includes(new URL(portalRefused).origin));
  demo.child.kill("SIGTERM");
  assert.deepEqual(await demo.ended, [0, null]);
  for (let i = 0; i < 5; ++i) assert.ok(await canListen(port + i));
});

test("a part that dies ends the demo with its name", async (t) => {
  const demo = await startDemo(t, await freePorts(5));
  await fetch(new URL("/die", demo.addresses.form)).catch(() => {});
  assert.deepEqual(await demo.ended, [1, null]);
  assert.match(demo.errors, /lesepass ended unexpectedly \(exit code 3\)/);
});

test("a busy port, a missing program and a wrong option are said in one line", async (t) => {
  const bin = programs(t);
  const port = await freePorts(5);
  const blocker = createServer().listen(port + 2, "127.0.0.1");
  await once(blocker, "listening");
  const rows = [
    [["--bin", bin, "--site", bin, "--port", String(port)], new RegExp(`port ${port + 2} \\(payment simulator\\) is already in use`)],
    [["--bin", join(bin, "nothing"), "--site", bin], /lesepass is missing; build it first/],
    [["--bin", bin, "--site", join(bin, "nothing")], /manifest\.json is missing/],
    [["--prot", "8080"], /unknown option --prot/],
    [["--port"], /--port needs a value/],
    [["--port", "0"], /--port must be/],
    [["--port", "80a"], /--port must be/],
    [["--port", "65535"], /--port must be/],
  ];
  for (const [args, message] of rows) {
    const { code, errors } = await runToEnd(args);
    assert.equal(code, 2, errors);
    assert.match(errors, message);
  }
  blocker.close();
});
