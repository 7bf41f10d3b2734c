// Real server, real simulator, real mails: payments with every misbehaviour, all at the same time. What the units prove
// with a clock that stands still is seen here from outside.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

let demo;

function canListen(port) {
  return new Promise((done) => {
    const server = createServer().once("error", () => done(false)).listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}

async function freePorts(count) {
  for (let port = 24000 + Math.floor(Math.random() * 3000); ; port += count) {
    const free = [];
    for (let i = 0; i < count; ++i) free.push(await canListen(port + i));
    if (free.every(Boolean)) return port;
  }
}

before(async () => {
  const data = mkdtempSync(join(tmpdir(), "lesepass-payments-"));
  const child = spawn(process.execPath, ["server/demo/run_demo.mjs", "--json",
    "--bin", process.env.LESEPASS_BIN ?? "build/release/bin", "--site", process.env.LESEPASS_SITE ?? "build/site",
    "--data", data, "--port", String(await freePorts(5))], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended.then(() => { throw new Error("the demo ended"); })]);
  demo = { ...JSON.parse(line), child, ended, data };
  demo.server = new URL(demo.form).origin;
});

after(async () => {
  demo.child.kill("SIGTERM");
  await demo.ended;
  rmSync(demo.data, { recursive: true, force: true });
});

// Waits for something that happens soon; how soon is nobody's promise.
async function eventually(what, check) {
  const end = Date.now() + 60_000;
  for (;;) {
    const result = await check();
    if (result) return result;
    assert.ok(Date.now() < end, `did not happen: ${what}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

const form = (fields) => ({ method: "POST", redirect: "manual", body: new URLSearchParams(fields) });

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

// An adult of Musterstadt with the full fee; the address tells the mails of one test from those of another.
async function applies() {
  const id = randomBytes(16).toString("hex");
  const email = `${id.slice(0, 12)}@example.org`;
  const url = `${demo.server}/api/v1/applications/${id}`;
  const upload = new FormData();
  upload.set("purpose", "proof.identity");
  upload.set("file", new Blob([png], { type: "image/png" }), "ausweis.png");
  const attached = await fetch(`${url}/attachments?library=musterstadt`, { method: "POST", body: upload });
  assert.equal(attached.status, 201, await attached.clone().text());
  const application = JSON.stringify({
    schemaVersion: 1, applicationId: id, library: "musterstadt", language: "de",
    answers: {
      // Sorted by name: the content hash is over exactly these bytes.
      "address.houseNumber": "1", "address.postcode": "12345", "address.street": "Marktplatz", "address.town": "Musterstadt",
      "applicant.birthDate": "1990-02-01", "applicant.familyName": "Mustermann", "applicant.givenName": "Erika",
      "card.pickup": "zentral", "card.reduction": "none", "consent.terms": "yes", "consent.truth": "yes", "contact.email": email,
    },
    attachments: [await attached.json()], feeCents: 1600,
  });
  const contentHash = createHash("sha256").update(application).digest("hex");
  const sent = await fetch(url, { method: "PUT", headers: { "Content-Type": "application/json" }, body: `{"contentHash":"${contentHash}","application":${application}}` });
  assert.equal(sent.status, 201, await sent.clone().text());
  const { statusUrl, receiptNumber } = await sent.json();
  return { email, receiptNumber, status: new URL(statusUrl, demo.server).href };
}

async function pressesPay(applicant) {
  const url = new URL(applicant.status);
  url.pathname += "/pay";
  const answer = await fetch(url, form({ action: "pay" }));
  return { status: answer.status, location: answer.headers.get("location") };
}

// Chooses in the simulator; returns the address to which the browser is sent back.
async function decides(location, choice) {
  assert.equal((await fetch(location)).status, 200);
  const txid = new URL(location).searchParams.get("txid");
  const answer = await fetch(new URL("/payment/page", demo.paysim), form({ txid, ...choice }));
  assert.equal(answer.status, 303);
  return answer.headers.get("location");
}

async function stateOf(applicant) {
  const html = await (await fetch(applicant.status)).text();
  return /id="application-state"[^>]*>([^<]*)</.exec(html)?.[1].trim();
}

async function mails() {
  return (await fetch(demo.mailsApi)).json();
}

async function isPaidOnce(applicant) {
  await eventually(`${applicant.receiptNumber} is paid`, async () => /Eingegangen|An die Bibliothek/.test(await stateOf(applicant)));
  await eventually("the library has been told", async () => (await mails()).some((mail) => mail.to.includes("eingang.bibliothek@musterstadt.example") && mail.subject.includes(applicant.receiptNumber)));
  await eventually("the applicant has been told", async () => (await mails()).filter((mail) => mail.to.includes(applicant.email)).length >= 2);
  const all = await mails();
  const toLibrary = all.filter((mail) => mail.to.includes("eingang.bibliothek@musterstadt.example") && mail.subject.includes(applicant.receiptNumber));
  const subjects = all.filter((mail) => mail.to.includes(applicant.email)).map((mail) => mail.subject);
  assert.equal(toLibrary.length, 1);
  assert.equal(new Set(subjects).size, subjects.length, `no mail twice: ${subjects}`);
}

const paid = [
  ["callback and return", { outcome: "success", notice: "normal" }, 1],
  ["callback lost, the payer returns", { outcome: "success", notice: "lost" }, 1],
  ["callback only, the payer closes the tab", { outcome: "success", notice: "normal" }, 0],
  ["callback before the return", { outcome: "success", notice: "before-return" }, 1],
  ["callback after the return", { outcome: "success", notice: "after-return" }, 1],
  ["five callbacks, the payer reloads twice", { outcome: "success", notice: "repeated" }, 3],
  ["a forged callback beside the true one", { outcome: "success", notice: "forged" }, 1],
  ["paid later, long after the return", { outcome: "delay", notice: "normal" }, 1],
];

test("paid once and told once, however the news arrives", { concurrency: true }, async (t) => {
  await Promise.all(paid.map(([name, choice, returns]) => t.test(name, async () => {
    const applicant = await applies();
    const { location } = await pressesPay(applicant);
    const back = await decides(location, choice);
    for (let i = 0; i < returns; ++i) assert.equal((await fetch(back)).status, 200);
    await isPaidOnce(applicant);
    assert.notEqual((await pressesPay(applicant)).status, 303, "who has paid is not sent to pay again");
  })));
});

const unpaid = [
  ["failed", { outcome: "failure", notice: "normal" }],
  ["cancelled", { outcome: "cancel", notice: "normal" }],
  ["no result", { outcome: "open", notice: "normal" }],
  ["one cent less than ordered", { outcome: "success", notice: "normal", status_reply: "wrong-amount" }],
  ["an answer about another order", { outcome: "success", notice: "normal", status_reply: "other-order" }],
  ["a status nobody knows", { outcome: "success", notice: "normal", status_reply: "unknown-status" }],
  ["an HTML page instead of an answer", { outcome: "success", notice: "normal", status_reply: "html" }],
  ["no answer", { outcome: "success", notice: "normal", status_reply: "unavailable" }],
];

test("not paid, and nobody is told otherwise", { concurrency: true }, async (t) => {
  await Promise.all(unpaid.map(([name, choice]) => t.test(name, async () => {
    const applicant = await applies();
    const back = await decides((await pressesPay(applicant)).location, choice);
    assert.equal((await fetch(back)).status, 200);
    assert.equal(await stateOf(applicant), "Wartet auf Bezahlung");
    assert.ok(!(await mails()).some((mail) => mail.to.includes("eingang.") && mail.subject.includes(applicant.receiptNumber)));
  })));
});

test("after a failed attempt the second one counts", async () => {
  const applicant = await applies();
  const first = await pressesPay(applicant);
  await fetch(await decides(first.location, { outcome: "failure", notice: "lost" }));
  const second = await eventually("a new attempt", async () => {
    const attempt = await pressesPay(applicant);
    return attempt.location !== first.location && attempt;
  });
  await fetch(await decides(second.location, { outcome: "success", notice: "lost" }));
  await isPaidOnce(applicant);
});

test("two clicks lead to the same payment; paid in the first tab, the second tab pays nothing", async () => {
  const applicant = await applies();
  const [one, two] = await Promise.all([pressesPay(applicant), pressesPay(applicant)]);
  assert.equal(one.location, two.location);
  await decides(one.location, { outcome: "success", notice: "lost" }); // and never returns
  await eventually("the pay button finds out", async () => (await pressesPay(applicant)).status !== 303);
  await isPaidOnce(applicant);
});

test("a platform that is down is said to the applicant; later it works", async () => {
  const applicant = await applies();
  const preset = (order_reply) => fetch(new URL("/preset", demo.paysim), form({ order_reply }));
  for (const reply of ["unavailable", "html"]) {
    await preset(reply);
    assert.equal((await pressesPay(applicant)).status, 503);
  }
  await preset("normal");
  const back = await decides((await pressesPay(applicant)).location, { outcome: "success", notice: "normal" });
  await fetch(back);
  await isPaidOnce(applicant);
});

test("strangers' callbacks and returns", async () => {
  const applicant = await applies();
  const { location } = await pressesPay(applicant);
  const back = await decides(location, { outcome: "open", notice: "lost" });
  const notification = new URL(back);
  notification.pathname = notification.pathname.replace(/return$/, "notification");
  notification.search = "";
  const rows = [
    [notification, form({ ags: "05999000", txid: "x".repeat(200), status: "1" }), 200],
    [notification, form({ ags: "05315000", txid: "1" }), 200],
    [notification, form({}), 200],
    [notification, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }, 200],
    [`${demo.server}/payments/${"0".repeat(32)}/notification`, form({ txid: "1" }), 200],
    [`${demo.server}/payments/${"0".repeat(32)}/return`, { redirect: "manual" }, 404],
    [`${demo.server}/payments/nonsense/return`, { redirect: "manual" }, 404],
    [`${back}&next=https://evil.example/`, { redirect: "manual" }, 303],
    [back, form({ url: "//evil.example" }), 303],
  ];
  for (const [url, request, status] of rows) {
    const answer = await fetch(url, request);
    // Some of these are refused for their form; none may break the server.
    assert.ok(answer.status === status || (answer.status >= 400 && answer.status < 500), `${url}: ${answer.status}`);
    const target = answer.headers.get("location");
    if (target) assert.equal(new URL(target, demo.server).origin, demo.server);
  }
  assert.equal(await stateOf(applicant), "Wartet auf Bezahlung");
});

// ---- provisional card and receipt --------------------------------------------------------------------------------

async function asCaseWorker(path, fields) {
  const at = (url, init) => fetch(new URL(url, demo.server), { redirect: "manual", ...init });
  const csrfOf = async (answer) => /name="csrf" value="([^"]+)"/.exec(await answer.text())[1];
  const cookieOf = (answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
  const door = await at("/inbox/sign-in");
  const open = await at("/inbox/sign-in", { method: "POST", headers: { cookie: cookieOf(door) },
    body: new URLSearchParams({ user: "musterstadt", password: "demo-musterstadt", csrf: await csrfOf(door) }) });
  assert.equal(open.status, 303);
  const headers = { cookie: cookieOf(open) };
  const page = await at(path, { headers });
  const csrf = await csrfOf(page.clone());
  if (!fields) return { page, at: (url) => at(url, { headers }) };
  return at(path, { method: "POST", headers, body: new URLSearchParams({ csrf, ...fields }) });
}

// What a person's programs make of a PDF: its words, and what a scanner reads on all pages.
function readPdf(bytes) {
  const file = join(demo.data, `${randomBytes(8).toString("hex")}.pdf`);
  writeFileSync(file, Buffer.from(bytes));
  const run = (command, args, input) => execFileSync(command, args, { input, encoding: "latin1", maxBuffer: 1e9, stdio: ["pipe", "pipe", "ignore"] });
  const words = Buffer.from(run("pdftotext", ["-layout", file, "-"]), "latin1").toString("utf8");
  execFileSync("pdftoppm", ["-r", "150", "-gray", file, file]);
  const codes = execFileSync("sh", ["-c", `zbarimg --quiet --raw --nodbus '${file}'-*.pgm 2>/dev/null; true`], { encoding: "utf8" });
  return { words, codes, info: run("pdfinfo", [file]) };
}

const cardOf = (html) => /id="card-number"[^>]*>([^<]*)</.exec(html)?.[1].trim();

test("who has paid holds a provisional card; a rejection takes it back", async () => {
  const applicant = await applies();
  const page = async () => (await fetch(applicant.status)).text();
  assert.equal(cardOf(await page()), undefined, "not before the money");
  const { location } = await pressesPay(applicant);
  await fetch(await decides(location, { outcome: "success", notice: "normal" }));
  await isPaidOnce(applicant);
  const number = cardOf(await page());
  assert.match(number, /^26\d{8}$/);
  assert.match(await page(), /<img[^>]+src="data:image\/svg\+xml/);

  const url = new URL(applicant.status);
  url.pathname += "/receipt.pdf";
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/pdf");
  assert.match(answer.headers.get("content-disposition"), new RegExp(`beleg-${applicant.receiptNumber}\\.pdf`));
  const receipt = readPdf(await answer.arrayBuffer());
  for (const words of [number, "Mustermann", "Marktplatz", "ausweis.png", applicant.receiptNumber, "16,00 €", "Seite 1 von"])
    assert.ok(receipt.words.includes(words), `${words} in ${receipt.words}`);
  assert.ok(receipt.codes.split("\n").includes(number), receipt.codes);
  assert.ok(receipt.codes.includes(new URL(applicant.status).pathname), receipt.codes);
  assert.match(receipt.info, /Tagged: +yes/);

  assert.ok(!(await mails()).some((mail) => JSON.stringify(mail).includes(number)), "no number in any mail");
  const { page: list, at } = await asCaseWorker(`/inbox/?q=${applicant.receiptNumber}`);
  const path = /href="(\/inbox\/applications\/[0-9a-f]{32})"/.exec(await list.text())[1];
  const record = await at(`${path}/record.pdf`);
  assert.equal(record.status, 200);
  assert.ok(readPdf(await record.arrayBuffer()).words.includes(number));
  await at(path); // opens it
  assert.equal((await asCaseWorker(path, { action: "reject", reason: "Test" })).status, 303);
  assert.match(await page(), /nicht mehr gültig/);
});
