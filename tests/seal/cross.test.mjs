// The sealed draft is one format: seal.wasm (as a browser runs it) and the native library open each other's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const wasm = new WebAssembly.Module(readFileSync(`${process.env.LESEPASS_WASM ?? "build/wasm/bin"}/seal.wasm`));
const tool = `${process.env.LESEPASS_BIN ?? "build/release/bin"}/lesepass-seal-tool`;
const content = JSON.stringify({ name: "Thị Mai Nguyễn-Müller", long: "ä".repeat(2000) });
const words = "anker biene";

function call(name, ...parts) {
  const module = new WebAssembly.Instance(wasm, {}).exports;
  module._initialize();
  const argument = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const at = module.seal_buffer(argument.length);
  new Uint8Array(module.memory.buffer).set(argument, at);
  const ok = module[name](argument.length) === 1;
  const start = module.seal_result();
  return { ok, bytes: Buffer.from(module.memory.buffer.slice(start, start + module.seal_result_size())) };
}
function counted(text) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(Buffer.byteLength(text));
  return Buffer.concat([size, Buffer.from(text)]);
}
function native(what, input) {
  const { status, stdout, stderr } = spawnSync(tool, [what, words], { input });
  return { ok: status === 0, bytes: stdout, code: stderr.toString() };
}

test("the module asks the browser for nothing", () => assert.deepEqual(WebAssembly.Module.imports(wasm), []));

test("what the browser seals, the server opens", () => {
  const sealed = call("seal_close", randomBytes(40), counted(words), content);
  assert.ok(sealed.ok);
  assert.equal(native("open", sealed.bytes).bytes.toString(), content);
  sealed.bytes[sealed.bytes.length - 1] ^= 1;
  assert.equal(native("open", sealed.bytes).code, "seal.words");
});

test("what the server seals, the browser opens", () => {
  const sealed = native("close", content).bytes;
  const opened = call("seal_open", counted(" ANKER-Biene\n"), sealed);
  assert.ok(opened.ok);
  assert.equal(opened.bytes.toString(), content);
  assert.equal(call("seal_open", counted("anker bogen"), sealed).bytes.toString(), "seal.words");
});

test("a sealed box has libsodium's size and needs its random bytes", () => {
  const key = Buffer.alloc(32, 9); // the point with u = 9 is a public key: the base point
  const box = call("seal_box", randomBytes(32), key, "Hallo");
  assert.ok(box.ok);
  assert.equal(box.bytes.length, 5 + 48);
  assert.ok(!call("seal_box", randomBytes(31)).ok);
});

test("an address becomes a QR code, one too long for a camera does not", () => {
  const qr = call("seal_qr", "https://bibliothek.example/musterstadt/#d=" + "A".repeat(1200));
  assert.match(qr.bytes.toString(), /^\d+ M[\dMhvz,-]+$/);
  assert.ok(!call("seal_qr", "A".repeat(2500)).ok);
});

test("an argument cut off is refused, never read beyond", () => {
  for (const name of ["seal_phrase", "seal_close", "seal_open", "seal_box"]) assert.ok(!call(name, "x").ok, name);
  assert.ok(!call("seal_open", Buffer.from([255, 255, 255, 255, 1])).ok);
});
