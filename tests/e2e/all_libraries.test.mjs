// The whole of North Rhine-Westphalia: a library in each of the 396 municipalities, made by `lesepass tenant new`, checked,
// served, and asked for by every row of the table of places.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server, freePort, newFolder, removeFolder } from "./lesepass.mjs";

const program = join(process.env.LESEPASS_BIN ?? "build/release/bin", "lesepass");
const rows = readFileSync("shared/responsibility/data/nrw_places.csv", "utf8").trim().split("\n").slice(1)
  .map((line) => line.split(",")).map(([postcode, ags, ars, name]) => ({ postcode, ags, ars, name }));
const keys = [...new Set(rows.map(({ ags }) => ags))];
const folder = newFolder(), data = newFolder();
let server;

before(async () => {
  for (const ags of keys) {
    const file = join(folder, `${ags}.json`);
    const made = spawnSync(program, ["tenant", "new", ags, "--email", "b@example.org", "--out", file], { encoding: "utf8" });
    assert.equal(made.status, 0, made.stderr);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("HIER-EINTRAGEN", "www.example.org"));
  }
  server = await new Server(await freePort(), data, undefined, folder).start();
});
after(async () => {
  assert.equal(await server.stop(), 0);
  for (const path of [folder, data]) removeFolder(path);
});

test("396 files, all good and with keys of their own", () => {
  assert.equal(readdirSync(folder).length, 396);
  const checked = spawnSync(program, ["tenant", "check", folder], { encoding: "utf8" });
  assert.equal(checked.status, 0, checked.stderr);
  assert.equal(checked.stderr, "");
});

test("every municipality and every row leads to its library", async () => {
  const ask = async (query) => (await (await fetch(`${server.url}/api/v1/responsible?${query}`)).json()).municipalities;
  const library = new Map();
  for (const ags of keys) {
    const [found, ...more] = await ask(`ags=${ags}`);
    assert.equal(more.length, 0);
    assert.equal(found.ags, ags);
    assert.equal(found.libraries.length, 1, found.name);
    library.set(ags, found.libraries[0].key);
  }
  assert.equal(new Set(library.values()).size, 396);
  for (const { postcode, ags, ars, name } of rows) {
    const found = await ask(`plz=${postcode}&ags=${ags}`);
    assert.deepEqual(found.map((f) => [f.ags, f.ars, f.name, f.libraries.map(({ key }) => key)]), [[ags, ars, name, [library.get(ags)]]]);
    assert.ok(found[0].postcodes.includes(postcode));
  }
});

test("the list of all libraries has letters to find one by", async () => {
  const html = await (await fetch(`${server.url}/?lang=de`)).text();
  for (const letter of ["A", "H", "Z"]) assert.match(html, new RegExp(`<h3[^>]*>${letter}</h3>`, "u"));
  assert.equal(html.match(/href="\/[a-z0-9-]+\/\?lang=de"/gu).length, 396);
});

test("a form's page stays small", async () => {
  const html = await (await fetch(`${server.url}/hilden/`)).text();
  const state = JSON.parse(/<script[^>]*id="lp-state"[^>]*>(.*?)<\/script>/su.exec(html)[1]);
  assert.equal(state.directory.length, 396);
  const bytes = JSON.stringify(state.directory).length;
  console.log(`directory of 396 libraries: ${bytes} bytes, page: ${html.length} bytes`);
  assert.ok(bytes < 40_000);
});
