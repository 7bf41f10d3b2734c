// The small pictures of a draft's summary: for whoever has the draft, and only as long as it is one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { Server, application, freePort, newFolder, newId, put, removeFolder, submission } from "./lesepass.mjs";

let server, data;
before(async () => {
  data = newFolder();
  server = await new Server(await freePort(), data).start();
});
after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(data);
});

// One black pixel; nobody checks the sums here.
const chunk = (type, bytes) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), Buffer.from(type), bytes, Buffer.alloc(4)]);
const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  chunk("IDAT", deflateSync(Buffer.from([0, 0]))), chunk("IEND", Buffer.alloc(0))]);

async function upload(id, name, bytes) {
  const body = new FormData();
  body.append("purpose", "proof.reduction");
  body.append("file", new Blob([bytes]), name);
  const answer = await fetch(`${server.url}/api/v1/applications/${id}/attachments?library=hilden`, { method: "POST", body });
  assert.equal(answer.status, 201, await answer.clone().text());
  return (await answer.json()).id;
}
const picture = (id, attachment) => fetch(`${server.url}/api/v1/applications/${id}/attachments/${attachment}/picture`);

test("the picture comes back as it was sent, in a sandbox, and is kept by no cache", async () => {
  const id = newId();
  const answer = await picture(id, await upload(id, "ausweis.png", png));
  assert.equal(answer.status, 200);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png);
  assert.equal(answer.headers.get("content-type"), "image/png");
  assert.match(answer.headers.get("content-security-policy"), /sandbox/);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.equal(answer.headers.get("cache-control"), "no-store");
});

test("no picture for another draft, for what is no picture, for nothing", async () => {
  const [id, other] = [newId(), newId()];
  const attachment = await upload(id, "ausweis.png", png);
  const paper = await upload(id, "bescheid.pdf", Buffer.from("%PDF-1.4\n"));
  for (const [application, file] of [[other, attachment], [id, paper], [id, newId()], [id, "x"], ["x", attachment]])
    assert.equal((await picture(application, file)).status, 404);
});

test("two proofs of one question that are gone are one problem, in words of every language", async () => {
  const id = newId();
  const gone = (n) => ({ id: newId(), purpose: "proof.reduction", fileName: `${n}.png`, mediaType: "image/png", sizeBytes: 9, sha256: "0".repeat(64) });
  const app = application(id);
  const answer = await put(server, id, submission({ ...app, attachments: [gone(1), gone(2)] }));
  assert.equal(answer.status, 422);
  const text = await answer.text();
  const { errors } = JSON.parse(text);
  assert.deepEqual(errors.map((error) => error.reason), ["ErrorFileMissingOnServer"], text);
  assert.equal([...text.matchAll(/"de":/g)].length, 1, "JSON.parse would not see a name twice");
});

test("once submitted the picture is the library's alone", async () => {
  const id = newId();
  const attachment = await upload(id, "ausweis.png", png);
  assert.equal((await put(server, id, submission(application(id)))).status, 201);
  assert.equal((await picture(id, attachment)).status, 404);
});
