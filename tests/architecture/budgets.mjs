// Byte budgets of budgets.json, after brotli at its best quality, checked exactly.
//   node tests/architecture/budgets.mjs [--report] [root]
// A part is a logical name of the built site, or "file:<path>". --report prints the sizes and never fails.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const args = process.argv.slice(2);
const only_report = args[0] === "--report";
const root = (only_report ? args[1] : args[0]) ?? ".";
const site = process.env.LESEPASS_SITE && root === "." ? process.env.LESEPASS_SITE : join(root, "build/site");
const manifest_path = join(site, "manifest.json");
const manifest = existsSync(manifest_path) ? JSON.parse(readFileSync(manifest_path, "utf8")) : {};

const compressed = (path) =>
  brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

function size_of(part) {
  const path = part.startsWith("file:") ? join(root, part.slice(5)) : manifest[part] && join(site, manifest[part].file);
  return path && existsSync(path) ? compressed(path) : null;
}

let failed = false;
for (const { name, limit, parts } of JSON.parse(readFileSync(join(root, "budgets.json"), "utf8"))) {
  const sizes = parts.map((part) => [part, size_of(part)]);
  const total = sizes.reduce((sum, [, size]) => sum + (size ?? 0), 0);
  const missing = sizes.filter(([, size]) => size === null).map(([part]) => part);
  const verdict = missing.length > 0 ? `MISSING ${missing.join(", ")}` : total > limit ? "OVER BUDGET" : "ok";
  failed ||= verdict !== "ok";
  console.log(`${name}: ${total} of ${limit} bytes, ${verdict}`);
  for (const [part, size] of sizes) console.log(`  ${String(size ?? "-").padStart(8)}  ${part}`);
}
process.exit(failed && !only_report ? 1 : 0);
