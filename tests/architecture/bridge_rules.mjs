// The bridge is written down once, in wasm/bridge.h and wasm/events.h; web/ has the same lists.
//   node tests/architecture/bridge_rules.mjs [root]
import { list, read, report } from "./files.mjs";

const root = process.argv[2] ?? ".";
const findings = [];

// Names listed below a heading such as "// Effects" as "//   name   arguments", up to the next empty comment line.
function listed(text, heading) {
  const start = text.indexOf(`// ${heading}`);
  const block = start < 0 ? "" : text.slice(start).split(/\n\/\/\s*\n|\n(?!\/\/)/)[0];
  return [...block.matchAll(/^\/\/ {3}([a-z]+)\b/gm)].map((match) => match[1]);
}

const events_h = read(root, "wasm/events.h");
const scripts = list(root, ["web"], /\.ts$/).map((path) => read(root, path)).join("\n");
for (const heading of ["Events", "Effects"]) {
  const names = listed(events_h, heading);
  if (names.length < 5) findings.push(`wasm/events.h: found only ${names.length} ${heading.toLowerCase()}`);
  for (const name of names) {
    const used = new RegExp(`["'\`]${name}["'\`]|^\\s*${name}\\s*[:(]|\\b${name}\\(`, "m").test(scripts);
    if (!used) findings.push(`wasm/events.h lists "${name}" (${heading.toLowerCase()}), web/ does not know it`);
  }
}

const declared = [...read(root, "wasm/bridge.h").matchAll(/\b(lp_[a-z_]+)\(/g)].map((match) => match[1]);
const called = [...scripts.matchAll(/\blp_[a-z_]+\b/g)].map((match) => match[0]);
const functions = [...new Set(declared)];
for (const name of new Set(called)) {
  if (!functions.includes(name)) findings.push(`web/ calls ${name}, which wasm/bridge.h does not list`);
}
for (const name of functions) {
  if (!called.includes(name)) findings.push(`wasm/bridge.h lists ${name}, which web/ never calls`);
}
report("bridge", findings, functions.length);
