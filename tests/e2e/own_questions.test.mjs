// A library's own questions through the real program: asked, checked, kept, shown; the library's schema is served.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
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

function inMusterdorf(more, birthDate = "29.02.2000") {
  const app = application(newId());
  delete app.answers["applicant.kind"];
  Object.assign(app.answers, { "address.postcode": "12349", "address.town": "Musterdorf", "applicant.birthDate": birthDate }, more);
  return { ...app, library: "musterdorf", feeCents: 1200 };
}
const send = (app) => put(server, app.applicationId, submission(app));

test("an own question that has to be answered is asked for by its name and in its words", async () => {
  const answer = await send(inMusterdorf({}));
  assert.equal(answer.status, 422);
  const { errors } = await answer.json();
  assert.deepEqual(errors.map(({ field, reason }) => [field, reason]), [["extra.reading-club", "MissingAnswer"]]);
  assert.match(errors[0].message, /Lesekreis/u);
});

test("what is none of its choices is refused; no such name, or nine of them, can not be read", async () => {
  assert.equal((await send(inMusterdorf({ "extra.reading-club": "sometimes" }))).status, 422);
  const nine = Object.fromEntries([..."abcdefghi"].map((c) => [`extra.q${c}`, "x"]));
  for (const more of [{ "extra.X": "y" }, { "extra.": "y" }, { "own": "y" }, { ...nine, "extra.reading-club": "mail" }])
    assert.equal((await send(inMusterdorf(more))).status, 400, JSON.stringify(more));
});

test("an answered application is taken", async () => {
  assert.equal((await send(inMusterdorf({ "extra.reading-club": "poster" }))).status, 201);
});

// The page without JavaScript, with the answers a page before it handed over.
async function plainPage(step, more) {
  const { applicationId, answers } = inMusterdorf(more);
  const body = new FormData();
  const fields = { application: applicationId, carried: JSON.stringify({ answers, attachments: [] }), step, action: "stay", language: "de" };
  for (const [name, text] of Object.entries(fields)) body.append(name, text);
  const answer = await fetch(`${server.url}/musterdorf/`, { method: "POST", body });
  assert.equal(answer.status, 200);
  return answer.text();
}

test("the plain page asks in the library's words, hides the telephone, and shows the answer before sending", async () => {
  const contact = await plainPage("contact", {});
  assert.match(contact, /E-Mail-Adresse für Vormerkungen/u);
  assert.doesNotMatch(contact, /name="contact\.telephone"/u);
  assert.match(await plainPage("card", {}), /name="extra\.reading-club"/u);
  assert.match(await plainPage("summary", { "extra.reading-club": "poster" }), /ich achte auf den Aushang/u);
});

test("the published schema is served", async () => {
  const answer = await fetch(`${server.url}/schema/lesepass-tenant.schema.json`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type"), /^application\/json/u);
  assert.equal(await answer.text(), readFileSync("public/schema/lesepass-tenant.schema.json", "utf8"));
});
