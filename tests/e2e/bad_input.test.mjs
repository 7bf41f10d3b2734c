// Every endpoint with everything wrong that a client can send: the right status, nothing stored by half, the server up.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, application, freePort, newFolder, newId, put, raw, removeFolder, submission } from "./lesepass.mjs";

let server, data;
before(async () => {
  data = newFolder();
  server = await new Server(await freePort(), data).start();
});
after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(data);
});

const isUp = async () => assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
const json = { "Content-Type": "application/json" };
const edit = (id, change) => { const a = application(id); change(a); return submission(a); };

test("submissions that are not acceptable", async () => {
  const deep = "[".repeat(5000) + "]".repeat(5000);
  const cases = [
    ["empty body", () => "", 400],
    ["no JSON", () => "hello", 400],
    ["truncated", (id) => submission(application(id)).slice(0, -20), 400],
    ["a list", () => "[]", 400],
    ["null", () => "null", 400],
    ["deeply nested", () => deep, 400],
    ["duplicate keys", () => '{"contentHash":"a","contentHash":"b"}', 400],
    ["duplicate answers", (id) => submission(application(id)).replace('"address.town":"Hilden"', '"address.town":"Hilden","address.town":"Hilden"'), 400],
    ["hash of something else", (id) => submission(application(id)).replace("O'Brien", "O'Brian"), 400],
    ["unknown member", (id) => edit(id, (a) => { a.extra = 1; }), 400],
    ["unknown answer", (id) => edit(id, (a) => { a.answers["applicant.gender"] = "x"; }), 400],
    ["answer that is a number", (id) => edit(id, (a) => { a.answers["address.postcode"] = 40721; }), 400],
    ["answers that are a list", (id) => edit(id, (a) => { a.answers = []; }), 400],
    ["other schema version", (id) => edit(id, (a) => { a.schemaVersion = 2; }), 400],
    ["other language", (id) => edit(id, (a) => { a.language = "xx"; }), 400],
    ["id of somebody else", () => submission(application(newId())), 400],
    ["invalid UTF-8", () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
    ["wrong library", (id) => edit(id, (a) => { a.library = "atlantis"; }), 422],
    ["missing answers", (id) => edit(id, (a) => { delete a.answers["applicant.familyName"]; }), 422],
    ["born tomorrow", (id) => edit(id, (a) => { a.answers["applicant.birthDate"] = "01.01.2999"; }), 422],
    ["choice nobody offered", (id) => edit(id, (a) => { a.answers["applicant.kind"] = "robot"; }), 422],
    ["name of 10 kB", (id) => edit(id, (a) => { a.answers["applicant.familyName"] = "x".repeat(1900); }), 422],
    ["no consent", (id) => edit(id, (a) => { delete a.answers["consent.terms"]; }), 422],
    ["young person without a guardian's address", (id) => edit(id, (a) => { Object.assign(a.answers, { "applicant.birthDate": `${new Date().getFullYear() - 15}-01-01`, "guardian.way": "link", "guardian.givenName": "Ø", "guardian.familyName": "Y" }); }), 422],
    ["young person without a guardian", (id) => edit(id, (a) => { a.answers["applicant.birthDate"] = `${new Date().getFullYear() - 15}-01-01`; }), 422],
    ["too large", () => "x".repeat(300_000), 413],
  ];
  for (const [why, body, status] of cases) {
    const id = newId();
    const answer = await put(server, id, body(id));
    assert.equal(answer.status, status, why);
    assert.equal(answer.headers.get("content-type"), "application/problem+json", why);
    const problem = JSON.parse(await answer.text());
    assert.equal(problem.status, status, why);
    assert.ok(problem.code && problem.title, why);
    // Nothing was stored by half: the same id can still be used.
    assert.equal((await put(server, id, submission(application(id)))).status, 201, why);
  }
  await isUp();
});

test("mistakes in answers are named by field, in the applicant's language", async () => {
  const id = newId();
  const answer = await put(server, id, edit(id, (a) => { a.answers["address.postcode"] = "1"; a.language = "en"; }));
  const problem = await answer.json();
  assert.deepEqual(problem.errors.map((e) => [e.field, e.reason]), [["address.postcode", "ErrorPostcode"]]);
  assert.match(problem.errors[0].message, /German postcode/);
  assert.deepEqual(Object.keys(problem.errors[0].messages), ["de", "de-leicht", "en", "tr", "uk", "ar"]);
  assert.equal(new Set(Object.values(problem.errors[0].messages)).size, 6);
  assert.equal(problem.errors[0].messages.en, problem.errors[0].message);
});

test("wrong method, type, path and host", async () => {
  const id = newId();
  const body = submission(application(id));
  assert.equal((await put(server, id, body, { "Content-Type": "text/plain" })).status, 415);
  assert.equal((await put(server, id, body, { ...json, "Content-Encoding": "gzip" })).status, 415);
  assert.equal((await put(server, "short", body)).status, 404);
  assert.equal((await put(server, id.toUpperCase(), body)).status, 404);
  assert.equal((await put(server, "0".repeat(32), body)).status, 404);
  for (const [method, path, status] of [
    ["GET", `/api/v1/applications/${id}`, 405], ["POST", `/api/v1/applications/${id}`, 405], ["PATCH", `/api/v1/applications/${id}`, 405],
    ["GET", `/api/v1/applications/${id}/attachments`, 405], ["DELETE", `/api/v1/applications/${id}/attachments/${newId()}`, 404],
    ["GET", `/status/${newId()}`, 404], ["GET", "/status/x", 404], ["POST", `/status/${newId()}/pay`, 404], ["PUT", `/status/${newId()}`, 405],
    ["GET", `/consent/${newId()}`, 404], ["GET", "/consent/x", 404], ["POST", `/consent/${newId()}`, 404], ["DELETE", `/consent/${newId()}`, 405],
    ["POST", `/status/${newId()}/consent`, 404], ["GET", `/status/${newId()}/consent`, 405],
    ["GET", `/payments/${newId()}/return`, 404], ["GET", "/payments/x/return", 404], ["POST", "/payments/x/notification", 404],
    ["GET", "/atlantis/", 404], ["DELETE", "/musterstadt/", 405], ["GET", "/nothing/at/all", 404], ["GET", "/assets/nothing.js", 404],
    ["GET", "/assets/..%2f..%2fetc%2fpasswd", 404], ["POST", "/healthz", 405], ["DELETE", "/metrics", 405], ["PUT", "/inbox", 405],
  ]) {
    const answer = await fetch(`${server.url}${path}`, { method, redirect: "manual" });
    assert.equal(answer.status, status, `${method} ${path}`);
  }
  assert.equal(await raw(server, "GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"), 421);
  assert.equal(await raw(server, "GET /healthz HTTP/1.1\r\n\r\n"), 400);
  assert.equal(await raw(server, `PUT /api/v1/applications/${id} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n`), 411);
  await isUp();
});

test("payment messages of strangers change nothing and are not repeated", async () => {
  const answer = await fetch(`${server.url}/payments/${newId()}/notification`, { method: "POST", body: new URLSearchParams({ ags: "x", txid: "y" }) });
  assert.equal(answer.status, 200);
});

test("uploads that lie, are empty, too big, without purpose, or for a submitted application", async () => {
  const upload = async (id, { bytes = Buffer.from("%PDF-1.4\n%âãÏÓ\n"), name = "ausweis.pdf", purpose = "proof.identity", library = "musterstadt" } = {}) => {
    const form = new FormData();
    form.append("purpose", purpose);
    form.append("file", new Blob([bytes]), name);
    return fetch(`${server.url}/api/v1/applications/${id}/attachments?library=${library}`, { method: "POST", body: form });
  };
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200)]);
  for (const [why, options, status] of [
    ["a program named like a photo", { bytes: Buffer.from("MZ".repeat(100)), name: "ausweis.jpg" }, 415],
    ["a photo named like a PDF", { bytes: jpeg, name: "ausweis.pdf" }, 415],
    ["HTML", { bytes: Buffer.from("<html><script>1</script>"), name: "a.html" }, 415],
    ["SVG", { bytes: Buffer.from("<svg onload=alert(1)>"), name: "a.svg" }, 415],
    ["empty", { bytes: Buffer.alloc(0) }, 415],
    ["11 MB", { bytes: Buffer.concat([jpeg, Buffer.alloc(11 * 1024 * 1024)]), name: "a.jpg" }, 413],
    ["no upload field", { purpose: "applicant.familyName" }, 400],
    ["unknown purpose", { purpose: "../../etc" }, 400],
    ["wrong library", { library: "atlantis" }, 404],
  ]) {
    const answer = await upload(newId(), options);
    assert.equal(answer.status, status, why);
    assert.match(answer.headers.get("content-type"), /problem\+json/, why);
    if (status === 415) assert.match((await answer.json()).detail, /Datei/, why);
  }
  const id = newId();
  const good = await upload(id, { bytes: jpeg, name: "../../C:\\fakepath\\Ausweis <b>.jpg" });
  assert.equal(good.status, 201);
  const attachment = await good.json();
  assert.equal(attachment.fileName, "Ausweis <b>.jpg");
  assert.equal(attachment.mediaType, "image/jpeg");
  // Somebody else's application can neither remove nor use it.
  assert.equal((await fetch(`${server.url}/api/v1/applications/${newId()}/attachments/${attachment.id}`, { method: "DELETE" })).status, 404);
  assert.equal((await fetch(`${server.url}/api/v1/applications/${id}/attachments/${attachment.id}`, { method: "DELETE" })).status, 204);
  const submitted = newId();
  assert.equal((await put(server, submitted, submission(application(submitted)))).status, 201);
  assert.equal((await upload(submitted, { bytes: jpeg, name: "a.jpg", library: "hilden" })).status, 409);
  const another = (i) => ({ bytes: Buffer.concat([jpeg, Buffer.from([i])]), name: "a.jpg" });
  for (let i = 0; i < 20; i++) assert.equal((await upload(id, another(i))).status, 201);
  assert.equal((await upload(id, another(20))).status, 409);
  // The same file again is no further one.
  const kept = await (await upload(id, another(3))).json();
  assert.equal((await (await upload(id, another(3))).json()).id, kept.id);
  await isUp();
});

test("plain forms that are damaged, forged or expired show a page in the user's language", async () => {
  const post = (fields, language = "de") => {
    const form = new FormData();
    for (const [name, content] of Object.entries(fields)) form.append(name, content);
    return fetch(`${server.url}/musterstadt/`, { method: "POST", body: form, headers: { "Accept-Language": language } });
  };
  const first = await (await fetch(`${server.url}/musterstadt/`)).text();
  const draft = /name="draft" value="([^"]+)"/.exec(first)[1];
  for (const [why, fields, status] of [
    ["nothing", {}, 400],
    ["forged draft", { draft: draft.slice(0, -4) + "AAAA", step: "start", language: "de" }, 400],
    ["unknown step", { draft, step: "nowhere", language: "de" }, 400],
    ["carried draft that is no JSON", { application: newId(), carried: "{", step: "address" }, 400],
  ]) {
    const answer = await post(fields);
    assert.equal(answer.status, status, why);
    assert.match(await answer.text(), /Das hat nicht geklappt/, why);
  }
  assert.match(await (await post({}, "en")).text(), /That did not work/);
  const unknownAction = await post({ draft, step: "start", language: "de", action: "explode" });
  assert.equal(unknownAction.status, 200);
  assert.equal((await post({ draft, step: "start", language: "de", action: "next" })).status, 200);
  await isUp();
});
