// Builds the static site: build/site/<name>.<hash8>.<ext> with .br and .gz beside it, and manifest.json.
//
//   node web/build_site.mjs [--wasm build/wasm/bin] [--tools build/release/bin] [--out build/site]
//
// manifest.json: { "<logical name>": { file, type, sha256, bytes, br, gz, path? } }. `file` never changes its content
// (serve it immutable); an entry with `path` is served under that fixed address as well (revalidated).
// A script finds the files it loads later in the constant ASSETS: { "<logical name>": "<file>" }.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// In order: an entry may use the addresses of those above it. `path` = also under a fixed address.
const plan = [
  { name: "core.wasm", from: "wasm" },
  { name: "canvas.wasm", from: "wasm" },
  { name: "seal.wasm", from: "wasm" },
  { name: "catalog.*.bin", from: "catalogs" },
  { name: "places.bin", from: "places" },
  { name: "*", from: "public" },
  { name: "page.css", from: "style", source: "web/styles/page.css" },
  { name: "embed.js", from: "script", source: "web/embed/embed.ts", format: "iife", path: "/embed.js" },
  { name: "canvas.css", from: "style", source: "web/styles/canvas.css" },
  { name: "canvas.js", from: "script", source: "web/canvas/canvas.ts", format: "esm" },
  { name: "seal.js", from: "script", source: "web/seal/seal.ts", format: "esm" },
  { name: "boot.js", from: "script", source: "web/page/boot.ts", format: "esm" },
];

const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".bin": "application/octet-stream",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".json": "application/json",
  ".html": "text/html; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

const browsers = ["es2022", "chrome100", "firefox102", "safari15.4"];

function options(argv) {
  const result = { wasm: "build/wasm/bin", tools: "build/release/bin", out: "build/site" };
  for (let i = 0; i < argv.length; i += 2) {
    const key = argv[i].replace(/^--/, "");
    if (!(key in result) || argv[i + 1] === undefined) throw new Error(`unknown option ${argv[i]}`);
    result[key] = argv[i + 1];
  }
  return Object.fromEntries(Object.entries(result).map(([key, path]) => [key, resolve(root, path)]));
}

// import "wasm:canvas.mjs" is the JavaScript that Emscripten wrote beside the module.
function wasmGlue(folder) {
  return {
    name: "wasm-glue",
    setup(task) {
      task.onResolve({ filter: /^wasm:/ }, (args) => ({ path: join(folder, args.path.slice("wasm:".length)) }));
      // Emscripten's output asks for Node's modules in branches that a browser never takes.
      task.onResolve({ filter: /^(node:)?(fs|path|module|url|worker_threads|crypto)$/ }, (args) => ({ path: args.path, external: true }));
    },
  };
}

// url(/...) in a style sheet is an address of the server, not a file of ours.
const serverAddresses = {
  name: "server-addresses",
  setup(task) {
    task.onResolve({ filter: /^\// }, (args) => (args.kind === "url-token" ? { path: args.path, external: true } : undefined));
  },
};

async function bundle(entry, extra) {
  const result = await build({
    absWorkingDir: root, entryPoints: [entry.source], bundle: true, minify: true, write: false, charset: "utf8",
    legalComments: "none", logLevel: "warning", target: browsers, ...extra,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

// A module without its custom sections (function names, debug information): id 0, size as LEB128, content.
function withoutNames(module) {
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    let size = 0, shift = 0, next = at + 1;
    do {
      size |= (module[next] & 0x7f) << shift;
      shift += 7;
    } while (module[next++] & 0x80);
    if (module[at] !== 0) kept.push(module.subarray(at, next + size));
    at = next + size;
  }
  return Buffer.concat(kept);
}

function catalogs(tools) {
  const program = join(tools, "lesepass-catalog");
  if (!existsSync(program)) return [];
  const folder = mkdtempSync(join(tmpdir(), "lesepass-catalog-"));
  try {
    execFileSync(program, [folder]);
    return readdirSync(folder).sort().map((name) => ({ name, content: readFileSync(join(folder, name)) }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function places(tools) {
  const program = join(tools, "lesepass-places");
  if (!existsSync(program)) return [];
  const folder = mkdtempSync(join(tmpdir(), "lesepass-places-"));
  try {
    const file = join(folder, "places.bin");
    execFileSync(program, [join(root, "shared/responsibility/data/nrw_places.csv"), file]);
    return [{ name: "places.bin", content: readFileSync(file) }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function publicFiles(folder = join(root, "public")) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return publicFiles(path);
    const name = relative(join(root, "public"), path);
    return item.name.startsWith(".") ? [] : [{ name, content: readFileSync(path), path: `/${name}` }];
  });
}

// The outputs of one row of the plan: [{ name, content, path? }]; empty if its source does not exist.
async function produce(entry, folders, assets) {
  if (entry.from === "catalogs") return catalogs(folders.tools);
  if (entry.from === "places") return places(folders.tools);
  if (entry.from === "public") return publicFiles();
  const source = entry.from === "wasm" ? join(folders.wasm, entry.name) : join(root, entry.source);
  if (!existsSync(source)) return [];
  const extra = entry.from === "style"
    ? { plugins: [serverAddresses], loader: { ".svg": "dataurl" } }
    : { format: entry.format, define: { ASSETS: JSON.stringify(assets) }, plugins: [wasmGlue(folders.wasm)] };
  const content = entry.from === "wasm" ? withoutNames(readFileSync(source)) : await bundle(entry, extra);
  return [{ name: entry.name, content, path: entry.path }];
}

// A reader of the folder sees a file whole or not at all.
function writeWhole(path, content) {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

function publish(out, { name, content, path }) {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const extension = extname(name);
  const stem = basename(name, extension);
  const file = `${stem}.${sha256.slice(0, 8)}${extension}`;
  const target = join(out, file);
  const compressed = {
    br: () => brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }),
    gz: () => gzipSync(content, { level: 9 }),
  };
  for (const [suffix, compress] of Object.entries(compressed)) {
    // The name holds the hash, so a file that exists has the right content.
    if (!existsSync(`${target}.${suffix}`)) writeWhole(`${target}.${suffix}`, compress());
  }
  if (!existsSync(target)) writeWhole(target, content);
  const type = types[extension];
  if (!type) throw new Error(`${name}: no media type known for ${extension}; add it to web/build_site.mjs`);
  const size = (suffix) => statSync(`${target}${suffix}`).size;
  return { file, type, sha256, bytes: size(""), br: size(".br"), gz: size(".gz"), ...(path ? { path } : {}) };
}

function removeStale(out, manifest) {
  const wanted = new Set(Object.values(manifest).flatMap(({ file }) => [file, `${file}.br`, `${file}.gz`]));
  wanted.add("manifest.json");
  for (const name of readdirSync(out)) {
    if (!wanted.has(name)) rmSync(join(out, name), { recursive: true });
  }
}

const folders = options(process.argv.slice(2));
mkdirSync(folders.out, { recursive: true });
const manifest = {};
const assets = {};
const missing = [];
for (const entry of plan) {
  const products = await produce(entry, folders, assets);
  if (products.length === 0 && entry.from !== "public") missing.push(entry.name);
  for (const product of products) {
    if (manifest[product.name]) throw new Error(`two sources for ${product.name}`);
    manifest[product.name] = publish(folders.out, product);
    assets[product.name] = manifest[product.name].file;
  }
}
const text = `${JSON.stringify(manifest, null, 2)}\n`;
const manifestPath = join(folders.out, "manifest.json");
const changed = !existsSync(manifestPath) || readFileSync(manifestPath, "utf8") !== text;
if (changed) writeWhole(manifestPath, text);
removeStale(folders.out, manifest);
// The server works with what is there (the plain page needs none of it); that nothing is missing is for `budgets` to check.
if (missing.length > 0) console.error(`site: no source for ${missing.join(", ")}`);
if (changed) {
  for (const [name, { bytes, br }] of Object.entries(manifest)) {
    console.log(`${name.padEnd(20)} ${String(bytes).padStart(8)} bytes ${String(br).padStart(8)} brotli`);
  }
}
