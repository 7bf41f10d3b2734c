// One version of the rules in every part of the product, and what happens to an application whose page was open while the
// server was updated. The old page is real: core.wasm with another hash of the rules in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { load } from "../web/bundle.mjs";
import { Server, application, freePort, newFolder, newId, put, removeFolder, submission } from "./lesepass.mjs";

const bin = process.env.LESEPASS_BIN ?? "build/release/bin";
const wasm = readFileSync(join(process.env.LESEPASS_WASM ?? "build/wasm/bin", "core.wasm"));
const site = process.env.LESEPASS_SITE ?? "build/site";
const { encodeMessage, decodeMessage, decodeEffects } = await load("web/page/bridge.ts");

let server, data, versions;
before(async () => {
  data = newFolder();
  server = await new Server(await freePort(), data).start();
  const checked = execFileSync(join(bin, "lesepass"), ["tenant", "check", "server/demo/tenants"], { encoding: "utf8" });
  versions = Object.fromEntries([...checked.matchAll(/^([a-z-]+): .* rules ([0-9a-f]{16})$/gm)].map(([, key, version]) => [key, version]));
});
after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(data);
});

// A session of the live page on the server's own document, with the answers of `app` put into its state.
function openForm(module, html, app) {
  const core = new WebAssembly.Instance(new WebAssembly.Module(module), {}).exports;
  core._initialize();
  const call = (name, bytes) => {
    new Uint8Array(core.memory.buffer).set(bytes, core.lp_buffer(bytes.length));
    const ok = core[name](bytes.length);
    const result = new Uint8Array(core.memory.buffer, core.lp_result(), core.lp_result_size()).slice();
    assert.equal(ok, 1, Buffer.from(result).toString());
    return result;
  };
  const manifest = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8"));
  call("lp_catalog", readFileSync(join(site, manifest["catalog.de.bin"].file)));
  const state = JSON.parse(/<script[^>]*id="lp-state"[^>]*>(.*?)<\/script>/s.exec(html)[1]);
  Object.assign(state, { applicationId: app.applicationId, answers: app.answers, step: "summary" });
  call("lp_create", Buffer.from(JSON.stringify(state)));
  return (name, ...args) => decodeEffects(decodeMessage(call("lp_dispatch", encodeMessage([name, ...args]))));
}

const ownHash = async () => {
  const prefix = (await (await fetch(`${server.url}/healthz`)).json()).rules;
  const at = wasm.indexOf(prefix);
  assert.ok(at > 0, "core.wasm holds the hash of the same rules as the server");
  return wasm.subarray(at, at + 64).toString();
};
async function oldModule() {
  const hash = await ownHash();
  const old = Buffer.from(wasm);
  old.write(hash.startsWith("0") ? "1" : "0", wasm.indexOf(hash));
  return old;
}
const formPage = async () => (await fetch(`${server.url}/hilden/`)).text();
const effect = (effects, name) => effects.find((e) => e.name === name) ?? assert.fail(`no ${name} in ${effects.map((e) => e.name)}`);
const rulesIn = (effects) => JSON.parse(effect(effects, "submit").body).application.rules;
const statusPage = async (answer) => (await fetch(server.url + (await answer.json()).statusUrl)).text();

test("program, health check and browser module name the same rules", async () => {
  const hash = await ownHash();
  assert.match(execFileSync(join(bin, "lesepass"), ["--version"], { encoding: "utf8" }), new RegExp(`^[0-9.]+ \\(rules ${hash.slice(0, 16)}\\)\\n$`));
  assert.equal(Object.keys(versions).length, new Set(Object.values(versions)).size);
  const send = openForm(wasm, await formPage(), application(newId()));
  assert.equal(JSON.parse(effect(send("press", "take"), "take").saved).rules, versions.hilden);
  assert.equal(rulesIn(send("press", "submit")), versions.hilden);
});

test("an accepted application says by which rules, in the answer and on the receipt", async () => {
  const id = newId();
  const answer = await put(server, id, submission(application(id)));
  assert.equal(answer.status, 201);
  assert.equal((await answer.clone().json()).rules, versions.hilden);
  const html = await statusPage(answer);
  assert.ok(html.includes(versions.hilden), "the status page shows it");
});

test("an old page's application that the present rules accept is accepted, and its repeat is the same one", async () => {
  const id = newId();
  const send = openForm(await oldModule(), await formPage(), application(id));
  const { url, body } = effect(send("press", "submit"), "submit");
  const theirs = JSON.parse(body).application.rules;
  assert.notEqual(theirs, versions.hilden);
  const first = await put(server, id, body);
  assert.equal(first.status, 201);
  const receipt = await first.json();
  assert.equal(receipt.rules, versions.hilden, "the server's rules decide");
  // The connection broke, the page was reloaded in the new version, the same answers are sent again.
  const again = await put(server, id, body.replace(theirs, versions.hilden));
  assert.equal(again.status, 200);
  assert.equal((await again.json()).receiptNumber, receipt.receiptNumber);
  assert.ok(effect(send("submitted", "200", JSON.stringify(receipt)), "go").url.includes("/status/"));
  assert.ok(url.endsWith(id));
});

test("what the present rules refuse comes back as the present form, with every answer", async () => {
  const cases = [
    ["a question that is gone", (a) => { a.answers["applicant.planet"] = "Erde"; }, "summary"],
    ["a question that is new", (a) => { delete a.answers["applicant.familyName"]; }, "person"],
    ["an option that is gone", (a) => { a.answers["applicant.kind"] = "company"; }, "start"],
  ];
  for (const [why, change, step] of cases) {
    const id = newId();
    const app = application(id);
    change(app);
    const send = openForm(await oldModule(), await formPage(), application(id));
    const own = JSON.parse(effect(send("press", "submit"), "submit").body);
    const answer = await put(server, id, submission(app).replace(/\}\}$/, `,"rules":"${own.application.rules}"}}`));
    assert.equal(answer.status, 422, why);
    const problem = await answer.text();
    assert.equal(JSON.parse(problem).code, "application.rules", why);
    const { url, fields } = effect(send("submitted", "422", problem), "post");
    const form = new FormData();
    for (const [name, value] of Object.entries(JSON.parse(fields))) form.append(name, value);
    // What the old page knew travels as it stands there.
    form.set("carried", JSON.stringify({ answers: app.answers, attachments: [] }));
    const page = await fetch(server.url + url, { method: "POST", body: form });
    const html = await page.text();
    assert.equal(page.status, 200, why);
    assert.ok(html.includes("Das Formular wurde gerade erneuert."), why);
    const state = JSON.parse(/<script[^>]*id="lp-state"[^>]*>(.*?)<\/script>/s.exec(html)[1]);
    assert.equal(state.step, step, why);
    assert.equal(state.applicationId, id, why);
    for (const [name, value] of Object.entries(app.answers))
      if (name !== "applicant.planet") assert.equal(state.answers[name], value, `${why}: ${name}`);
    assert.ok(!("applicant.planet" in state.answers), why);
  }
});

test("the same mistakes without a version, or with the present one, are told as before", async () => {
  for (const rules of ["", `,"rules":"${versions.hilden}"`]) {
    const id = newId();
    const wrong = application(id);
    delete wrong.answers["applicant.familyName"];
    const answer = await put(server, id, submission(wrong).replace(/\}\}$/, `${rules}}}`));
    assert.equal(answer.status, 422);
    const problem = await answer.json();
    assert.equal(problem.code, "application.answers");
    assert.equal(problem.errors[0].field, "applicant.familyName");
  }
});
