// Tenant files changed under a running server: taken over without a restart, a mistake changes nothing, and what people have
// already answered stays.
import assert from "node:assert/strict";
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, application, freePort, newFolder, newId, put, removeFolder, submission, until } from "./lesepass.mjs";

let server, data, tenants;
before(async () => {
  data = newFolder();
  tenants = newFolder();
  for (const name of ["hilden.json", "musterdorf.json"]) cpSync(join("server/demo/tenants", name), join(tenants, name));
  server = await new Server(await freePort(), data, undefined, tenants).start();
});
after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(data);
  removeFolder(tenants);
});

const read = (name) => JSON.parse(readFileSync(join(tenants, name), "utf8"));
// As an editor saves: whole at once.
function save(name, text) {
  writeFileSync(join(tenants, `${name}.part`), text);
  renameSync(join(tenants, `${name}.part`), join(tenants, name));
}
const change = (name, edit) => {
  const file = read(name);
  edit(file);
  save(name, JSON.stringify(file));
};
const get = async (path) => (await fetch(server.url + path)).text();
const figure = async (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(await get("/metrics"))?.[1]);
const soon = async (condition, what) => assert.ok(await until(condition, 30), what);

async function post(library, fields) {
  const body = new FormData();
  for (const [name, text] of Object.entries(fields)) body.append(name, text);
  return (await fetch(`${server.url}/${library}/`, { method: "POST", body })).text();
}
const hidden = (html, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];

test("a changed price is shown and charged without a restart", async () => {
  assert.match(await get("/hilden/"), /16,00/);
  change("hilden.json", (file) => { file.fees.standardCents = 1750; });
  await soon(async () => (await get("/hilden/")).includes("17,50"), "the new price is on the page");
  const id = newId();
  const answer = await put(server, id, submission({ ...application(id), feeCents: 1750 }));
  assert.equal(answer.status, 201);
  assert.ok(server.log.some((line) => line.includes("hilden.json changed")), "the log says which file");
});

test("a draft begun before the change goes on after it, with every answer", async () => {
  const start = await get("/musterdorf/");
  const answers = application(newId()).answers;
  const fields = { "address.street": answers["address.street"], "address.houseNumber": "135 a", "address.postcode": "12349", "address.town": "Musterdorf" };
  const carried = { application: hidden(start, "application"), draft: hidden(start, "draft"), language: "de" };
  const person = await post("musterdorf", { ...carried, ...fields, step: "address", action: "next" });
  assert.match(person, /name="applicant\.familyName"/);
  change("musterdorf.json", (file) => {
    file.fees.standardCents = 1300;
    file.fields["contact.telephone"].ask = "required";
  });
  await soon(async () => (await get("/musterdorf/")).includes("13,00"), "the new price is on the page");
  const back = await post("musterdorf", {
    application: carried.application, draft: hidden(person, "draft"), language: "de", step: "person", action: "back",
    "applicant.givenName": "Ø", "applicant.familyName": "O'Brien", "applicant.birthDate": "29.02.2000",
  });
  assert.match(back, /value="Straße des 17\. Juni"/u);
  const again = await post("musterdorf", { application: carried.application, draft: hidden(back, "draft"), language: "de", ...fields, step: "address", action: "next" });
  assert.match(again, /value="O&#39;Brien"|value="O'Brien"/);
});

test("a mistake changes nothing, is counted and explained in the log, and its mending is noticed", async () => {
  const right = readFileSync(join(tenants, "hilden.json"), "utf8");
  save("hilden.json", right.replace('"standardCents":1750', '"standardCents":"1750"'));
  await soon(async () => (await figure("lesepass_tenant_file_mistakes")) === 1, "one mistake is counted");
  assert.ok(server.log.some((line) => line.includes("$.fees.standardCents")), "the log names the setting");
  assert.match(await get("/hilden/"), /17,50/);
  save("hilden.json", right.replace('"standardCents":1750', '"standardCents":1800'));
  await soon(async () => (await get("/hilden/")).includes("18,00"), "the mended file is taken");
  assert.equal(await figure("lesepass_tenant_file_mistakes"), 0);
});

test("a new library opens, one whose file is gone closes, SIGHUP loads at once", async () => {
  assert.equal((await fetch(`${server.url}/koeln/`)).status, 404);
  cpSync("server/demo/tenants/koeln.json", join(tenants, "koeln.json"));
  server.child.kill("SIGHUP");
  await soon(async () => (await fetch(`${server.url}/koeln/`)).status === 200, "the new library is there");
  assert.equal(await figure("lesepass_libraries"), 3);
  rmSync(join(tenants, "koeln.json"));
  await soon(async () => (await fetch(`${server.url}/koeln/`)).status === 404, "the library is closed");
  assert.equal(await figure("lesepass_libraries"), 2);
});
