// native_equals_wasm: records journeys through the native core, plays them through core.wasm and compares every answer.
//   node tests/web/replay.mjs <core_tape program> [core.wasm]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [program, path = join(process.env.LESEPASS_WASM ?? "build/wasm/bin", "core.wasm")] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(path));
if (WebAssembly.Module.imports(module).length > 0) throw new Error("core.wasm has imports");

function strings(bytes) {
  const out = [];
  for (let at = 4, left = bytes.readUInt32LE(0); left > 0; left -= 1) {
    const size = bytes.readUInt32LE(at);
    out.push(bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return out;
}

function* records(tape) {
  for (let at = 0; at < tape.length; ) {
    const size = tape.readUInt32LE(at);
    const [name, argument, ok, result] = strings(tape.subarray(at + 4, at + 4 + size));
    yield { name: name.toString(), argument, ok: Number(ok.toString()), result };
    at += 4 + size;
  }
}

function newCore() {
  const core = new WebAssembly.Instance(module, {}).exports;
  core._initialize();
  return core;
}

function call(core, { name, argument }) {
  if (argument.length > 0) new Uint8Array(core.memory.buffer).set(argument, core.lp_buffer(argument.length));
  const ok = core[name](argument.length);
  return { ok, result: Buffer.from(core.memory.buffer, core.lp_result(), core.lp_result_size()) };
}

const folder = mkdtempSync(join(tmpdir(), "lesepass-tape-"));
let calls = 0;
let differences = 0;
try {
  const tapePath = join(folder, "tape");
  process.stdout.write(execFileSync(program, ["server/demo/tenants", "tests/web/journeys", tapePath]));
  let core;
  for (const record of records(readFileSync(tapePath))) {
    if (record.name === "instance") {
      core = newCore();
      continue;
    }
    calls += 1;
    const answer = call(core, record);
    if (answer.ok === record.ok && answer.result.equals(record.result)) continue;
    differences += 1;
    if (differences > 3) continue;
    console.error(`call ${calls}, ${record.name}(${record.argument.toString().slice(0, 200)})`);
    console.error(`  native: ${record.ok} ${record.result.toString().slice(0, 400)}`);
    console.error(`  wasm:   ${answer.ok} ${answer.result.toString().slice(0, 400)}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`native equals wasm: ${calls} calls, ${differences} differences`);
process.exit(differences === 0 && calls > 1000 ? 0 : 1);
