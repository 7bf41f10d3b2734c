// A young person applies, the guardian opens the link of the mail and decides: through the real program and a mail server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, application, freePort, mailSink, newFolder, newId, put, removeFolder, submission, until } from "./lesepass.mjs";

let server, data, sink;
before(async () => {
  data = newFolder();
  const smtp = await freePort();
  sink = await mailSink(smtp);
  server = await new Server(await freePort(), data, smtp).start();
});
after(async () => {
  assert.equal(await server.stop(), 0);
  await sink.close();
  removeFolder(data);
});

// Fifteen; Hilden wants a guardian's consent below sixteen.
function minor(id, change = {}) {
  const app = application(id, "mia@example.org");
  const year = new Date().getFullYear() - 15;
  Object.assign(app.answers, {
    "applicant.givenName": "Mia", "applicant.birthDate": `${year}-01-01`, "guardian.way": "link", "guardian.givenName": "Jörg",
    "guardian.familyName": "O’Brien", "guardian.email": `eltern-${id}@example.org`, ...change,
  });
  return app;
}

async function asked(id) {
  const answer = await put(server, id, submission(minor(id)));
  assert.equal(answer.status, 201, await answer.clone().text());
  const receipt = await answer.json();
  assert.equal(receipt.state, "awaiting-consent");
  const mails = () => sink.mails.filter((mail) => mail.to === `eltern-${id}@example.org`);
  assert.ok(await until(() => mails().length > 0, 20), "the guardian got a mail");
  const link = /http:\/\/\S+\/consent\/[0-9a-f]{32}/.exec(mails()[0].text)?.[0];
  assert.ok(link, mails()[0].text);
  return { receipt, link, mails, status: `${server.url}${receipt.statusUrl}` };
}

const page = async (url) => (await fetch(url)).text();
const draftOf = (html) => /name="draft" value="([^"]+)"/.exec(html)?.[1] ?? "";
async function decide(link, fields) {
  const form = new FormData();
  for (const [name, content] of Object.entries({ draft: draftOf(await page(link)), language: "de", ...fields })) form.append(name, content);
  return fetch(link, { method: "POST", body: form, redirect: "manual" });
}
const signed = { "guardian.givenName": "Jörg", "guardian.familyName": "O’Brien", "guardian.consent": "yes" };

test("the guardian consents by the link, and the library hears of the application only then", async () => {
  const id = newId();
  const { receipt, link, status } = await asked(id);
  const shown = await page(link);
  assert.match(shown, /Mia/);
  assert.doesNotMatch(shown, /Straße des 17\. Juni/);
  assert.match(await page(status), /Wartet auf Einwilligung/);
  assert.equal(sink.mails.filter((mail) => mail.id === `notification-${id}`).length, 0);
  assert.equal((await decide(link, { ...signed, "guardian.consent": "", action: "consent" })).status, 422);
  const done = await decide(link, { ...signed, action: "consent" });
  assert.equal(done.status, 303);
  assert.match(await page(link), /Sie haben zugestimmt/);
  // The guardian's link leads to the state of the application, and that to its receipt: without what they need not know.
  const receiptPage = await page(status.replace("?", "/receipt?"));
  assert.match(receiptPage, /Mia/);
  assert.doesNotMatch(receiptPage, /Straße des 17\. Juni|mia@example\.org|01\.01\.20/);
  assert.ok(await until(() => sink.mails.some((mail) => mail.id === `notification-${id}`), 20), "now the library is told");
  assert.ok(await until(async () => /An die Bibliothek übergeben/.test(await page(status)), 20));
  // Again: nothing changes, nothing is sent.
  const before = sink.mails.length;
  assert.equal((await decide(link, { action: "refuse" })).status, 200);
  assert.match(await page(link), /Sie haben zugestimmt/);
  assert.equal(sink.mails.length, before);
  assert.ok(receipt.receiptNumber);
});

test("the guardian refuses, and the applicant reads why", async () => {
  const { link, status } = await asked(newId());
  assert.equal((await decide(link, { action: "refuse", reason: "Noch zu jung <b>" })).status, 303);
  const told = await page(status);
  assert.match(told, /Abgelehnt/);
  assert.match(told, /hat nicht zugestimmt\. Noch zu jung &lt;b>|Noch zu jung &lt;b&gt;/);
});

test("an application and its open request survive kill -9", async () => {
  const { link, status } = await asked(newId());
  await server.stop("SIGKILL");
  server = await new Server(server.port, data, server.smtp).start();
  assert.match(await page(status), /Wartet auf Einwilligung/);
  assert.equal((await decide(link, { ...signed, action: "consent" })).status, 303);
});

test("links and tokens are in no metric", async () => {
  const { link } = await asked(newId());
  await page(link);
  const metrics = await page(`${server.url}/metrics`);
  assert.match(metrics, /\/consent\/\{token\}/);
  assert.ok(!metrics.includes(link.split("/").at(-1)));
});

test("forged links and damaged posts", async () => {
  const { link, receipt } = await asked(newId());
  const token = link.split("/").at(-1);
  for (const other of [newId(), "x", "0".repeat(32), token.toUpperCase() + "A", receipt.statusUrl.slice(8, 40), `${token}/x`]) {
    assert.equal((await fetch(`${server.url}/consent/${other}`)).status, 404, other);
    assert.equal((await fetch(`${server.url}/consent/${other}`, { method: "POST", body: new FormData() })).status, 404, other);
  }
  for (const [why, fields, code] of [
    ["no draft", { draft: "", ...signed, action: "consent" }, 400],
    ["a forged draft", { draft: "AAAA", ...signed, action: "consent" }, 400],
    ["a draft of the form", { draft: draftOf(await page(`${server.url}/hilden/`)), ...signed, action: "consent" }, 400],
    ["no name", { ...signed, "guardian.givenName": "", action: "consent" }, 422],
    ["a name of 3 kB", { ...signed, "guardian.givenName": "x".repeat(3000), action: "consent" }, 422],
    ["unknown button", { ...signed, action: "explode" }, 200],
    ["removing what is not there", { ...signed, action: `remove:${newId()}` }, 200],
  ]) assert.equal((await decide(link, fields)).status, code, why);
  assert.equal((await fetch(link, { method: "PUT" })).status, 405);
  assert.match(await page(link), /Nicht zustimmen/);
  const again = (fields) => fetch(`${server.url}/status/${receipt.statusUrl.slice(8, 40)}/consent`, { method: "POST", body: new URLSearchParams(fields) });
  assert.equal((await again({ "guardian.email": "x@example.org" })).status, 429);
  assert.equal((await fetch(`${server.url}/status/${newId()}/consent`, { method: "POST" })).status, 404);
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
});
