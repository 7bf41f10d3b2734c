// The proof that the rules are one: random drafts through the native core, core.wasm and the plain page of the real server.
//   node tests/differential/differential.mjs <differential_native> [--drafts N] [--plain N] [--seed N] [--replay CASE.json]
//       [--tamper TEXT=OTHER]
//
// Native and WASM must agree in every byte: effects, problems, visible steps and fields, options, proofs, fee, the sent
// application. The plain page (POST as a browser without script does) must show the same HTML as the live page, refuse and
// accept the same; an application the live page would send is, after the plain page has sent it, the same content (200, not
// 409) with the same fee. A difference is made small, printed with its seed, and fails the run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Native, Wasm, decoded, strings } from "./cores.mjs";
import { PlainPage } from "./plain_page.mjs";
import { shrink } from "./shrink.mjs";

const [program, ...rest] = process.argv.slice(2);
const option = (name, fallback) => (rest.includes(`--${name}`) ? rest[rest.indexOf(`--${name}`) + 1] : fallback);
const long = Boolean(process.env.LESEPASS_LONG);
const drafts = Number(option("drafts", long ? 100_000 : 5_000));
const plainDrafts = Number(option("plain", long ? 10_000 : 600));
const seed = Number(option("seed", 20261123));
const wasmPath = join(process.env.LESEPASS_WASM ?? "build/wasm/bin", "core.wasm");
const module = Wasm.module(wasmPath, option("tamper"));

const native = new Native(program);
const catalogs = {};
const [places] = await native.ask("places");
for (const code of (await native.ask("languages")).map(String)) [catalogs[code]] = await native.ask(`catalog ${code}`);

// Two builds of different sources differ everywhere: say so instead of shrinking.
function ofTheSameSources(code) {
  const [version] = [...code].map(String);
  assert.ok(readFileSync(wasmPath).includes(version), `core.wasm is of other rules than ${version}: build both (./dev build)`);
}
ofTheSameSources(await native.ask("rules"));

// Reads an answer to "make" or "play" against core.wasm. undefined: equal.
function compareCores(answer) {
  const draft = JSON.parse(answer[0]);
  const seen = { problems: 0, submits: 0, refused: 0 };
  let at = 1;
  for (const step of draft.steps) {
    assert.equal(String(answer[at]), step);
    const state = answer[at + 1];
    at += 2;
    const core = new Wasm(module, catalogs[draft.language], places);
    const calls = [
      ["lp_create", () => core.create(state)],
      ...draft.changes.map(([control, bytes]) => [`change ${control}`, () => core.dispatch("change", control, Buffer.from(bytes, "hex"))]),
      ["press", () => core.dispatch("press", step === "summary" ? "submit" : "next")],
      ["lp_page_html", () => core.call("lp_page_html")],
      ["lp_page_wire", () => core.call("lp_page_wire")],
    ];
    for (const [name, call] of calls) {
      const wasm = call();
      const [ok, result] = [String(answer[at]), answer[at + 1]];
      at += 2;
      if (ok !== wasm.ok || !result.equals(wasm.result)) return { where: `${step}, ${name}`, native: `${ok} ${result}`, wasm: `${wasm.ok} ${wasm.result}` };
      if (name === "lp_create" && ok === "0") seen.refused += 1;
      if (name === "press" && ok === "1") {
        const effects = strings(result).map(String);
        if (effects.includes("submit")) seen.submits += 1;
        if (effects.includes("lp-errors")) seen.problems += 1;
      }
    }
  }
  Object.assign(total, { problems: total.problems + seen.problems, submits: total.submits + seen.submits, refused: total.refused + seen.refused });
  return undefined;
}

function firstDifference(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `…${JSON.stringify(a.slice(Math.max(0, at - 120), at + 200))}`;
}

async function fail(what, draft, difference, differs) {
  const small = await shrink(draft, differs);
  const why = (await differs(small)) ?? difference;
  console.error(`${what}: a difference, made small:\n${JSON.stringify(small, null, 1)}\nat ${why.where}`);
  for (const side of ["native", "wasm", "plain"])
    if (why[side] !== undefined) console.error(`  ${side}: ${firstDifference(String(why[side]), String(why[side === "wasm" ? (why.native === undefined ? "plain" : "native") : "wasm"]))}`);
  console.error("play it again: save the JSON in a file, add --replay FILE");
  process.exitCode = 1;
}

const total = { problems: 0, submits: 0, refused: 0 };
const byNative = async (draft) => compareCores(await native.ask(`play ${JSON.stringify(draft)}`));

async function coresAgree() {
  const ahead = 64;
  const asked = [];
  for (let number = 0; number < drafts; number += 1) {
    while (asked.length < ahead && number + asked.length < drafts) asked.push(native.ask(`make ${seed} ${number + asked.length} -`));
    const answer = await asked.shift();
    const difference = compareCores(answer);
    if (!difference) continue;
    console.error(`seed ${seed}, draft ${number}`);
    await Promise.all(asked);
    return fail("native and WASM", JSON.parse(answer[0]), difference, byNative);
  }
  console.log(`native = WASM: ${drafts} drafts, 3 steps each, seed ${seed}: ${total.submits} sent, ${total.problems} with problems, ${total.refused} not readable, no difference`);
  // A generator that no longer reaches the rules proves nothing.
  assert.ok(total.submits > drafts / 20 && total.problems > drafts / 20, "the drafts do not reach both ends of the form");
}

async function plainAgrees() {
  const plain = await PlainPage.start((draft) => new Wasm(module, catalogs[draft.language], places));
  try {
    for (let number = 0; number < plainDrafts; number += 1) {
      const draft = JSON.parse((await native.ask(`make ${seed} ${number} ${plain.today}`))[0]);
      const difference = await plain.compare(draft);
      if (!difference) continue;
      console.error(`seed ${seed}, draft ${number}, day ${plain.today}`);
      return await fail("live and plain page", draft, difference, (smaller) => plain.compare(smaller));
    }
    console.log(`live page = plain page: ${plainDrafts} of ${drafts} drafts: ${plain.describe()}, no difference`);
    assert.ok(plain.seen.pages > plainDrafts && plain.seen.sent > plainDrafts / 50, "the drafts do not reach the plain page");
  } finally {
    await plain.stop();
  }
}

const replay = option("replay");
if (replay) {
  const draft = JSON.parse(readFileSync(replay, "utf8"));
  const plain = await PlainPage.start((d) => new Wasm(module, catalogs[d.language], places));
  console.log("native and WASM:", (await byNative(draft)) ?? "equal");
  console.log("live and plain:", (await plain.compare({ ...draft, today: plain.today })) ?? "equal");
  await plain.stop();
} else {
  await coresAgree();
  if (!process.exitCode) await plainAgrees();
}
native.close();
