// The differential test must be able to fail: a core.wasm with one rule changed in its bytes (the lowest postcode) is found,
// and the draft that shows it is made small.
//   node tests/differential/self_test.mjs <differential_native>
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

const run = spawnSync(process.execPath, ["tests/differential/differential.mjs", process.argv[2], "--drafts", "5000", "--plain", "0", "--tamper", "01001=02001"], { encoding: "utf8" });
assert.equal(run.status, 1, run.stdout + run.stderr);
const small = JSON.parse(/\n(\{\n.*?\n\})\n/s.exec(run.stderr)[1]);
assert.equal(small.answers["address.postcode"], "01001");
assert.ok(Object.keys(small.answers).length <= 2, "made small");
assert.equal(small.steps.length, 1);
assert.match(run.stderr, /seed \d+, draft \d+/);
console.log("a changed rule in core.wasm is found and made small");
