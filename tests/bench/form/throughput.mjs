// The same application, parsed and validated again and again on one core: our rules natively and as core.wasm in Node, a JSON
// Schema of the same questions with ajv in Node.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { message } from "../../differential/cores.mjs";
import { questions, schemaOf } from "./questions.mjs";

const Ajv = createRequire(import.meta.url)("ajv").default;
const seconds = 1.5;

function perSecond(work) {
  for (let i = 0; i < 200; i += 1) work();
  const begun = process.hrtime.bigint();
  let count = 0, elapsed = 0;
  while (elapsed < seconds) {
    for (let i = 0; i < 50; i += 1) work();
    count += 50;
    elapsed = Number(process.hrtime.bigint() - begun) / 1e9;
  }
  return count / elapsed;
}

// What a peer's server gets: the thirty answers of a family.
function ajvSpeed() {
  const validate = new Ajv({ allErrors: true }).compile(schemaOf(questions));
  const answer = (q) => q.kind === "box" ? true : q.kind === "choice" ? q.options[0] : q.name.endsWith("BirthDate") || q.name === "birthDate" ? "31.03.1990"
    : ({ houseNumber: "135 a", postcode: "57072", email: "aoife@example.org", telephone: "0271 123456" })[q.name] ?? "Am Alten Markt an der Kirche";
  const body = JSON.stringify(Object.fromEntries(questions.map((q) => [q.name, answer(q)])));
  if (!validate(JSON.parse(body))) throw new Error(JSON.stringify(validate.errors));
  return { size: body.length, perSecond: perSecond(() => { if (!validate(JSON.parse(body))) throw new Error("not valid"); }) };
}

// The module that the browser gets, by its public calls. A new session: instance, texts, state document, "submit" (all rules,
// fee, hash, the body to send). In an open session: only "submit", as often as a person presses it.
function wasmSpeeds(state) {
  const site = process.env.LESEPASS_SITE ?? "build/site";
  const manifest = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8"));
  const module = new WebAssembly.Module(readFileSync(join(site, manifest["core.wasm"].file)));
  const catalog = readFileSync(join(site, manifest["catalog.de.bin"].file));
  const press = message(["press", "submit"]), noAnswer = message(["submitted", "0", ""]);
  const open = () => {
    const core = new WebAssembly.Instance(module, {}).exports;
    core._initialize();
    const call = (name, bytes) => {
      new Uint8Array(core.memory.buffer).set(bytes, core.lp_buffer(bytes.length));
      if (core[name](bytes.length) !== 1) throw new Error(name);
    };
    call("lp_catalog", catalog), call("lp_create", state);
    return call;
  };
  const session = open();
  return {
    again: perSecond(() => { session("lp_dispatch", press), session("lp_dispatch", noAnswer); }),
    anew: perSecond(() => open()("lp_dispatch", press)),
  };
}

export function throughputs() {
  const bin = process.env.LESEPASS_BIN ?? "build/release/bin";
  const native = JSON.parse(execFileSync(join(bin, "rules_bench"), [String(seconds)], { encoding: "utf8" }));
  const ajv = ajvSpeed();
  const wasm = wasmSpeeds(Buffer.from(native.state));
  const { version } = createRequire(import.meta.url)("ajv/package.json");
  return [
    { name: `ajv ${version} in Node ${process.versions.node}: JSON.parse + schema, ${ajv.size} bytes`, perSecond: ajv.perSecond },
    { name: `Lesepass native: JSON + all rules + fee, ${native.bytes} bytes`, perSecond: native.validate },
    { name: "Lesepass native: the same and the content hash checked (what the server does)", perSecond: native.submission },
    { name: "Lesepass core.wasm in Node: \"submit\" in an open session (all rules, fee, hash, the body, two looks at the page)", perSecond: wasm.again },
    { name: "Lesepass core.wasm in Node: the same with a new session each time", perSecond: wasm.anew },
  ];
}
