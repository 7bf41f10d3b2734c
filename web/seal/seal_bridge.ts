// The door to seal.wasm (wasm/seal/seal_bridge.h) and the only file that touches its memory. One instance a call: with it go
// the passphrase, the key and up to 64 MiB.
interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  seal_buffer(size: number): number;
  seal_result(): number;
  seal_result_size(): number;
  seal_phrase(size: number): number;
  seal_close(size: number): number;
  seal_open(size: number): number;
  seal_to_text(size: number): number;
  seal_from_text(size: number): number;
  seal_qr(size: number): number;
}
type Call = "seal_phrase" | "seal_close" | "seal_open" | "seal_to_text" | "seal_from_text" | "seal_qr";

// The module refused, with the reason of shared/seal ("seal.words").
export class Refused extends Error {}

const encoder = new TextEncoder();
let module: Promise<WebAssembly.Module> | undefined;

const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));

function counted(text: string): Uint8Array[] {
  const bytes = encoder.encode(text);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, bytes.length, true);
  return [size, bytes];
}

async function call(name: Call, ...parts: Uint8Array[]): Promise<Uint8Array> {
  module ??= WebAssembly.compileStreaming(fetch(document.body.dataset["sealWasm"] ?? ""));
  const exports = (await WebAssembly.instantiate(await module)).exports as unknown as Exports;
  exports._initialize();
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  let at = exports.seal_buffer(size);
  if (at === 0) throw new Refused("seal.size");
  for (const part of parts) {
    new Uint8Array(exports.memory.buffer).set(part, at);
    at += part.length;
  }
  const ok = exports[name](size);
  const start = exports.seal_result();
  const result = new Uint8Array(exports.memory.buffer).slice(start, start + exports.seal_result_size());
  if (ok !== 1) throw new Refused(textOf(result));
  return result;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export const makePhrase = async () => textOf(await call("seal_phrase", random(12)));
export const close = (words: string, content: string) =>
  call("seal_close", random(40), ...counted(words), encoder.encode(content));
export const open = async (words: string, sealed: Uint8Array) => textOf(await call("seal_open", ...counted(words), sealed));
export const toText = async (sealed: Uint8Array) => textOf(await call("seal_to_text", sealed));
export const fromText = (text: string) => call("seal_from_text", encoder.encode(text));
// Width of the grid and the path of the dark modules.
export async function drawQr(text: string): Promise<[width: string, path: string]> {
  const [width = "", path = ""] = textOf(await call("seal_qr", encoder.encode(text))).split(" ");
  return [width, path];
}
