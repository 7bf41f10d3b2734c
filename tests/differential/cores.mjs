// The two builds of the core, asked the same: the native program over pipes, core.wasm in this process.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export function strings(bytes) {
  const out = [];
  for (let at = 4, left = bytes.readUInt32LE(0); left > 0; left -= 1) {
    const size = bytes.readUInt32LE(at);
    out.push(bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return out;
}

export function message(parts) {
  const items = parts.map((part) => Buffer.from(part));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(items.length);
  return Buffer.concat([head, ...items.flatMap((item) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(item.length);
    return [size, item];
  })]);
}

// Answers come in the order of the questions.
export class Native {
  constructor(program) {
    this.child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
    this.waiting = [];
    this.chunks = [];
    this.size = 0;
    this.child.stdout.on("data", (chunk) => this.take(chunk));
    this.child.on("exit", (code, signal) => { for (const { fail } of this.waiting) fail(new Error(`native side ended: ${code ?? signal}`)); });
  }
  ask(line) {
    const answer = new Promise((done, fail) => this.waiting.push({ done, fail }));
    this.child.stdin.write(`${line}\n`);
    return answer;
  }
  take(chunk) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= 4) {
      if (this.chunks[0].length < 4) this.chunks = [Buffer.concat(this.chunks)];
      const length = this.chunks[0].readUInt32LE(0);
      if (this.size < length + 4) return;
      const all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
      this.chunks = [all.subarray(length + 4)];
      this.size -= length + 4;
      this.waiting.shift().done(strings(all.subarray(4, length + 4)));
    }
  }
  close() { this.child.stdin.end(); }
}

// One session; a new one for each.
export class Wasm {
  // tamper: "text=other" replaces bytes of its data, so that the test can be seen to fail.
  static module(path, tamper) {
    const bytes = readFileSync(path);
    if (tamper) {
      const [text, other] = tamper.split("=");
      assert.ok(bytes.includes(text) && text.length === other.length, `${text} is not in ${path}`);
      bytes.write(other, bytes.indexOf(text));
    }
    const module = new WebAssembly.Module(bytes);
    assert.equal(WebAssembly.Module.imports(module).length, 0, "core.wasm has imports");
    return module;
  }
  constructor(module, catalog, places) {
    this.places = places;
    this.core = new WebAssembly.Instance(module, {}).exports;
    this.core._initialize();
    assert.equal(this.call("lp_catalog", catalog).ok, "1");
  }
  call(name, argument) {
    if (argument?.length > 0) new Uint8Array(this.core.memory.buffer).set(argument, this.core.lp_buffer(argument.length));
    const ok = this.core[name](argument?.length ?? 0);
    return { ok: String(ok), result: Buffer.from(Buffer.from(this.core.memory.buffer, this.core.lp_result(), this.core.lp_result_size())) };
  }
  // A session that has the list of places, as a page has it soon after it opened.
  create(state) {
    const answer = this.call("lp_create", state);
    if (answer.ok === "1") assert.equal(this.call("lp_places", this.places).ok, "1");
    return answer;
  }
  dispatch(...parts) { return this.call("lp_dispatch", message(parts)); }
}

export const decoded = (answer) => (answer.ok === "1" ? strings(answer.result).map(String) : []);
