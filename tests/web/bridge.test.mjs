// web/page/bridge.ts: messages as bytes, effects as values.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./bundle.mjs";

const { encodeMessage, decodeMessage, decodeEffects } = await load("web/page/bridge.ts");

test("a message comes back as it went in", () => {
  for (const strings of [[], [""], ["press", "next"], ["change", "a.b", "Nguyễn 😀\0x"], ["x".repeat(100_000)]]) {
    assert.deepEqual(decodeMessage(encodeMessage(strings)), strings);
  }
});

test("a message is a count, then length and bytes of each string, little endian", () => {
  assert.deepEqual([...encodeMessage(["ab"])], [1, 0, 0, 0, 2, 0, 0, 0, 97, 98]);
});

test("a message inside a larger memory is read from its own place", () => {
  const memory = new Uint8Array(100);
  memory.set(encodeMessage(["a", "bc"]), 7);
  assert.deepEqual(decodeMessage(memory.subarray(7)), ["a", "bc"]);
});

test("a truncated message is an error, not a wrong answer", () => {
  const whole = encodeMessage(["change", "a"]);
  for (const size of [0, 3, 5]) assert.throws(() => decodeMessage(whole.slice(0, size)));
});

test("effects take exactly their arguments", () => {
  assert.deepEqual(decodeEffects(["render", "focus", "f-x", "upload", "a.b", "/u", "title", ""]), [
    { name: "render" }, { name: "focus", id: "f-x" }, { name: "upload", control: "a.b", url: "/u" }, { name: "title", text: "" },
  ]);
  assert.deepEqual(decodeEffects([]), []);
});

test("an effect this page does not know is an error: the modules are of different builds", () => {
  assert.throws(() => decodeEffects(["explode"]), /unknown effect explode/);
  assert.throws(() => decodeEffects(["focus", "x", "toString"]), /unknown effect/);
});
