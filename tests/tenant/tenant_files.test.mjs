// Tenant files from the outside: the published schema is the reader's own, good files fit it, and every bad one is refused
// by `lesepass tenant check`, and by the schema where a schema can say it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Ajv from "ajv/dist/2020.js";

const program = join(process.env.LESEPASS_BIN ?? "build/release/bin", "lesepass");
const schemaFile = "public/schema/lesepass-tenant.schema.json";
const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schemaFile, "utf8")));
const folder = mkdtempSync(join(tmpdir(), "lesepass-tenant-"));
after(() => rmSync(folder, { recursive: true }));

function lesepass(...words) {
  const done = spawnSync(program, ["tenant", ...words], { encoding: "utf8", env: { PATH: process.env.PATH } });
  return { code: done.status, out: done.stdout, err: done.stderr };
}
function check(text, ...options) {
  const file = join(folder, "library.json");
  writeFileSync(file, text);
  const { code, out, err } = lesepass("check", ...options, file);
  return { code, out, err: err.replaceAll(folder + "/", "") };
}

test("the published schema is what the reader says", () => {
  assert.equal(readFileSync(schemaFile, "utf8"), lesepass("schema").out);
});

test("the table of settings in the documentation is what the reader says, and every setting has words", () => {
  const table = lesepass("schema", "--table").out;
  assert.ok(readFileSync("docs/tenant-file.md", "utf8").includes(table), "run lesepass tenant schema --table");
  for (const line of table.split("\n")) assert.doesNotMatch(line, /\|  \|$/u, line);
});

test("all good files fit the schema", () => {
  const files = readdirSync("server/demo/tenants").map((name) => join("server/demo/tenants", name));
  for (const file of [...files, "tests/support/tenants/smallest.json"]) {
    const fits = validate(JSON.parse(readFileSync(file, "utf8")));
    assert.ok(fits, `${file}: ${JSON.stringify(validate.errors)}`);
    assert.equal(lesepass("check", file).code, 0, file);
  }
});

const good = JSON.parse(readFileSync("server/demo/tenants/musterdorf.json", "utf8"));
const set = (path, value) => (file) => {
  const names = path.split("/");
  const last = names.pop();
  const target = names.reduce((at, name) => (at[name] ??= {}), file);
  if (value === undefined) delete target[last];
  else target[last] = value;
};
const question = (members) => set("extraQuestions", [{ key: "qq", label: "Q", ...members }]);
const reduction = (members) => set("fees/reductions", [{ key: "rr", label: "R", cents: 100, proof: "P", ...members }]);

// [what, change, false where only the reader can know]
const bad = [
  ["no key", set("key")], ["key in capitals", set("key", "Dorf")], ["key of one letter", set("key", "d")],
  ["no name", set("name")], ["empty name", set("name", "")], ["name is a number", set("name", 7)],
  ["name too long", set("name", "x".repeat(201))], ["isil too long", set("isil", "x".repeat(21))],
  ["no municipality", set("municipality")], ["AGS of 7 digits", set("municipality/ags", "0599900")],
  ["AGS as a number", set("municipality/ags", 5999000)], ["postcode of 4 digits", set("municipality/postcodes", ["1234"])],
  ["postcodes as a text", set("municipality/postcodes", "12349")], ["further municipality of 7 digits", set("serves", ["0515800"])],
  ["further municipality twice", set("serves", ["05158004", "05158004"]), false], ["no contact", set("contact")],
  ["misspelt name", set("contact/telefon", "1")], ["address without scheme", set("privacyUrl", "example.org")],
  ["no imprint", set("imprintUrl")], ["mailbox without @", set("mailbox", "eingang")],
  ["mail address without domain", set("contact/email", "buecherei@"), false],
  ["origin with a path", set("embedOrigins", ["https://a.example/x"])], ["date in German", set("accessibility/date", "1.11.2026")],
  ["no standard price", set("fees/standardCents")], ["negative price", set("fees/standardCents", -1)],
  ["price in euros", set("fees/standardCents", 12.5)], ["price as a text", set("fees/standardCents", "12")],
  ["price beyond all", set("fees/standardCents", 100001)],
  ["ages that overlap", set("fees/byAge", [{ belowAge: 18, cents: 0 }, { minAge: 17, cents: 1 }]), false],
  ["age above 150", set("fees/byAge", [{ belowAge: 151, cents: 0 }])], ["an age of nobody", set("fees/byAge", [{ minAge: 9, belowAge: 9, cents: 0 }]), false],
  ["reduction without label", reduction({ label: undefined })], ["reduction by 101 per cent", reduction({ percent: 101, cents: undefined })],
  ["reduction of half a cent", (file) => (set("fees/standardCents", 1001)(file), reduction({ percent: 50, cents: undefined })(file)), false],
  ["reduction called none", reduction({ key: "none" }), false], ["label without German", reduction({ label: { en: "R" } })],
  ["unknown language", reduction({ label: { de: "R", xx: "R" } })], ["unknown policy", set("payment/policy", "cash")],
  ["online without platform", set("payment/policy", "online"), false], ["flag as a text", set("acceptsOutsiders", "ja")],
  ["card without a way", set("card", { branches: [] }), false], ["branch without name", set("card", { branches: [{ key: "bb" }] })],
  ["post as a branch", set("card", { branches: [{ key: "post", name: "P" }] }), false],
  ["card valid for no day", set("card", { digital: true, provisional: { days: 0 } })],
  ["card valid for 91 days", set("card", { digital: true, provisional: { days: 91 } })],
  ["numbers that end before they begin", set("card", { digital: true, provisional: { from: 10, to: 9 } }), false],
  ["numbers longer than their digits", set("card", { digital: true, provisional: { digits: 3, to: 1000 } }), false],
  ["prefix in small letters", set("card", { digital: true, provisional: { prefix: "lp" } })],
  ["check digit over letters", set("card", { digital: true, provisional: { prefix: "LP", checkDigit: "luhn" } }), false],
  ["unknown check digit", set("card", { digital: true, provisional: { checkDigit: "mod11" } })],
  ["unknown document", set("proofs/identityKinds", ["library-card"])], ["reminder after the end", set("age", { consentReminderDays: 20 }), false],
  ["unknown question renamed", set("fields/contact.fax", { ask: "never" })], ["unknown ask", set("fields/contact.telephone", { ask: "no" })],
  ["name never asked", set("fields/applicant.familyName", { ask: "never" }), false],
  ["e-mail never, card digital", (file) => (set("card", { digital: true })(file), set("fields/contact.email", { ask: "never" })(file)), false],
  ["nine questions", set("extraQuestions", [..."abcdefghi"].map((c) => ({ key: `q${c}`, label: "Q" })))],
  ["question without label", question({ label: undefined })], ["unknown kind of question", question({ type: "upload" })],
  ["question on no step", question({ step: "summary" })], ["choice without choices", question({ type: "choice" }), false],
  ["choices of a text", question({ choices: [{ key: "aa", label: "A" }, { key: "bb", label: "B" }] }), false],
  ["two questions of one key", set("extraQuestions", [{ key: "qq", label: "Q" }, { key: "qq", label: "R" }]), false],
  ["answer of no length", question({ maxLength: 0 })], ["unknown category", question({ when: { category: "group" } })],
];
for (const [what, change, bySchema = true] of bad)
  test(`refused: ${what}`, () => {
    const file = structuredClone(good);
    change(file);
    const text = JSON.stringify(file, null, 2);
    assert.equal(validate(JSON.parse(text)), !bySchema, "schema");
    const { code, out } = check(text, "--json");
    assert.equal(code, 1, "reader");
    assert.ok(JSON.parse(out).some(({ severity, line, message }) => severity === "error" && line > 0 && message !== ""));
  });

// Text that is no JSON: [what, text, what is said, line:column].
const slips = [
  ["a comma too much", '{\n  "key": "dorf",\n}', /Komma ist zu viel/u, "2:16"],
  ["a comma missing", '{\n  "key": "dorf"\n  "name": "D"\n}', /fehlt ein Komma/u, "3:3"],
  ["a quotation mark missing", '{\n  "key": "dorf,\n  "name": "D"\n}', /schließende Anführungszeichen/u, "2:10"],
  ["a byte order mark", '\uFEFF{"key": "dorf"}', /BOM/u, "1:1"],
  ["a name twice", '{"key": "dorf",\n "key": "dorf"}', /schon einmal/u, "2:2"],
  ["a comment", '{ // Dorf\n}', /Kommentare/u, "1:3"],
  ["single quotes", "{'key': 'dorf'}", /doppelten Anführungszeichen/u, "1:2"],
  ["a name without quotes", '{key: "dorf"}', /Name braucht Anführungszeichen/u, "1:2"],
  ["Python's True", '{"card": True}', /klein geschrieben/u, "1:10"],
  ["euros with a comma", '{"cents": 12,50}', /Name braucht Anführungszeichen/u, "1:14"],
  ["a leading zero", '{"cents": 0160}', /führende Null/u, "1:11"],
  ["an open bracket", '{"card": {', /schließende/u, "1:10"],
  ["a colon missing", '{"key" "dorf"}', /Doppelpunkt/u, "1:2"],
  ["something after the end", '{} {}', /zu Ende/u, "1:4"],
  ["nothing", "", /leer/u, "1:1"],
];
for (const [what, text, said, place] of slips)
  test(`told in plain words: ${what}`, () => {
    const { code, err } = check(text);
    assert.equal(code, 1);
    assert.match(err, said);
    assert.ok(err.startsWith(`library.json:${place}: Fehler: `), err);
  });

test("all mistakes of a file are shown, with line, caret and what to do", () => {
  const text = readFileSync("tests/tenant/many_mistakes.json", "utf8");
  const golden = (name, words) => {
    const file = `tests/tenant/${name}`;
    if (process.env.LESEPASS_ACCEPT) writeFileSync(file, words);
    assert.equal(words, readFileSync(file, "utf8"));
  };
  golden("many_mistakes.de.txt", check(text).err);
  golden("many_mistakes.en.txt", check(text, "--lang", "en").err);
});

test("exit codes tell mistakes from files that are not there; warnings are no mistakes", () => {
  assert.equal(lesepass("check", "server/demo/tenants").code, 0);
  assert.equal(lesepass("check", join(folder, "missing.json")).code, 2);
  assert.equal(lesepass("check", "tests/tenant").code, 1);
  const warned = structuredClone(good);
  delete warned.payment;
  const { code, err } = check(JSON.stringify(warned, null, 2));
  assert.equal(code, 0);
  assert.match(err, /Hinweis: .*nicht, wie bezahlt wird/u);
});

test("every word a reader may say has a German one", () => {
  const source = ["tenant/questions_json", "tenant/tenant_json", "tenant/fee_schedule_json", "tenant/json_parts"]
    .map((file) => readFileSync(`shared/${file}.cpp`, "utf8")).join("\n");
  const phrases = readFileSync("server/tenant_tools/phrases_de.inc", "utf8");
  const said = [...source.matchAll(/complain\(\s*(?:"[^"]*"|name),\s*\{?"((?:[^"\\]|\\.)*)"/gu)].map(([, words]) => words);
  assert.ok(said.length > 20);
  for (const words of said.filter((w) => !/[{(]\\"$/u.test(w))) assert.ok(phrases.includes(`{"${words}"`), words);
});

test("a new file is small, says what is still missing, is good once that is filled in, and is never written over", () => {
  const file = join(folder, "new.json");
  const made = lesepass("new", "05366004", "--email", "b@example.org", "--out", file);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /tenant check/u);
  assert.match(made.out, /Bad Münstereifel.*\n.*53902/u);
  const text = readFileSync(file, "utf8");
  assert.equal(JSON.parse(text).key, "bad-muenstereifel");
  assert.deepEqual(JSON.parse(text).municipality, { ags: "05366004", name: "Bad Münstereifel" });
  assert.match(check(text).err, /Platzhalter/u);
  const filled = text.replaceAll("HIER-EINTRAGEN", "www.example.org");
  assert.deepEqual(check(filled), { code: 0, out: check(filled).out, err: "" });
  assert.ok(validate(JSON.parse(filled)));
  const again = lesepass("new", "05366004", "--out", file);
  assert.equal(again.code, 2);
  assert.equal(readFileSync(file, "utf8"), text);
  for (const words of [["0538202"], ["06382020"], ["05366004", "--name", "!"], ["05366004", "--postcode", "5390"], ["../../etc"]])
    assert.equal(lesepass("new", "--name", "Dorf", "--postcode", "53902", "--out", join(folder, "x.json"), ...words).code === 0, false, words.join(" "));
});

test("a municipality that the list of places does not have needs a name and a postcode", () => {
  const out = ["--out", join(folder, "unknown.json")];
  for (const words of [[], ["--name", "Neustadt"], ["--postcode", "53902"]]) {
    const { code, err } = lesepass("new", "05999001", ...words, ...out);
    assert.equal(code, 1);
    assert.match(err, /--name und --postcode/u);
  }
  assert.equal(lesepass("new", "05999001", "--name", "Neustadt", "--postcode", "53902", ...out).code, 0);
});

// [change, what is said, exit code]
const places = [
  [{ ags: "05158016", name: "Hilden" }, /^$/u, 0],
  [{ ags: "05158016", name: "hilden", postcodes: ["40721", "40723", "40724"] }, /^$/u, 0],
  [{ ags: "05158016", name: "Haan" }, /gehört Hilden, nicht Haan/u, 0],
  [{ ags: "05158015", name: "Hilden" }, /nicht\. Zu Hilden gehört 05158016/u, 1],
  [{ ags: "05999001", name: "Neustadt" }, /keine Postleitzahlen/u, 1],
  [{ ags: "05999001", name: "Neustadt", postcodes: ["53902"] }, /in unserer Liste der Gemeinden nicht/u, 0],
  [{ ags: "06158016", name: "Hilden" }, /nicht zu Nordrhein-Westfalen/u, 0],
  [{ ags: "05158016", name: "Hilden", postcodes: ["40721"] }, /gehören auch 40723, 40724/u, 0],
  [{ ags: "05158016", name: "Hilden", postcodes: ["40721", "40723", "40724", "42549"] }, /42549 gehört nach unserer Liste nicht zu Hilden, sondern zu Essen, Velbert/u, 0],
  [{ ags: "05158016", name: "Hilden", postcodes: ["40721", "40723", "40724", "10115"] }, /sondern zu keiner Gemeinde/u, 0],
];
for (const [municipality, said, exit] of places)
  test(`places: ${JSON.stringify(municipality)}`, () => {
    const { code, err } = check(JSON.stringify({ ...good, municipality }, null, 2));
    assert.match(err, said);
    assert.equal(code, exit);
  });

test("places: further municipalities are looked up", () => {
  const with_more = (serves) => check(JSON.stringify({ ...good, municipality: { ags: "05158016", name: "Hilden" }, serves }, null, 2));
  assert.deepEqual(with_more(["05158004", "05158008"]).err, "");
  assert.match(with_more(["05158004", "05158005"]).err, /05158005 gibt es in unserer Liste/u);
  assert.equal(with_more(["05158016"]).code, 1);
  assert.equal(with_more(["515800"]).code, 1);
});
