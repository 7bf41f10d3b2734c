// Who may include whom. One table per area; a folder that is not in the table is a finding, so a new room in the house
// is a decision that somebody writes down here.
//   node tests/architecture/include_rules.mjs [root]
import { lines, list, report } from "./files.mjs";

const root = process.argv[2] ?? ".";

// shared/: a folder may include those before it. form/ and page/ meet in one vocabulary file, page/node.h.
const shared_order = ["base", "json", "text", "tenant", "responsibility", "document", "form", "page", "application", "seal"];
const vocabulary = new Set(["page/node.h"]);

// server/: folder -> server folders (or one adapter) it may include ("*": all). shared/ is allowed everywhere.
const server_table = {
  ports: ["ports", "payment", "card"],
  card: ["card"],
  qr: ["qr"],
  pdf: ["pdf", "qr"],
  payment: ["payment", "ports", "card"],
  usecases: ["usecases", "ports", "payment", "outbox", "card"],
  outbox: ["outbox", "ports"],
  platform: ["platform"],
  http: ["http", "ports"],
  routes: ["routes", "http", "usecases", "ports", "payment", "inbox", "card", "pdf", "qr"],
  inbox: ["inbox", "http", "usecases", "ports", "payment", "routes", "card", "pdf"],
  adapters: ["adapters", "ports", "payment", "platform", "card", "places"],
  schema: ["schema"],
  tools: ["tools"],
  places: ["places"],
  tenant_tools: ["tenant_tools", "places"],
  paysim: ["paysim", "http", "payment", "adapters"], // the other side of the same messages
  composition: ["*"],
  cli: ["*"],
  demo: ["*"],
};

// Outgoing HTTP with our limits is one building block for every adapter that speaks HTTP.
const common_adapters = ["adapters/http_client"];

const wasm_table = {
  "": ["", "core", "canvas", "editor"],
  core: ["", "core"],
  canvas: ["", "canvas"],
  editor: ["", "editor", "canvas"],
  seal: ["", "seal"],
};

// Libraries of others: pattern of the included name -> folders that may name it.
const foreign = [
  { what: "Dear ImGui", name: /^(backends\/)?im(gui|stb)/, folders: ["wasm/canvas", "wasm/editor", "tests/unit"] },
  { what: "cpp-httplib", name: /^httplib\.h$/, folders: ["server/http", "server/routes", "server/paysim", "tests"] },
  { what: "nlohmann/json", name: /^nlohmann\//, folders: ["shared/json"] },
  { what: "SQLite", name: /^sqlite3\.h$/, folders: ["server/adapters/sqlite", "tests"] },
  { what: "cairo and pango", name: /^(cairo|pango)/, folders: ["server/pdf"] },
  { what: "libqrencode", name: /^qrencode\.h$/, folders: ["server/qr", "wasm/seal"] },
  { what: "libcurl", name: /^curl\//, folders: ["server/adapters", "tests"] },
  { what: "Emscripten", name: /^emscripten/, folders: ["wasm"] },
];

// shared/ asks the outside world for nothing: no file, socket, thread, clock, environment, random, locale.
const platform = /^(fstream|iostream|filesystem|thread|mutex|shared_mutex|condition_variable|future|random|locale|ctime|time\.h|csignal|unistd\.h|fcntl\.h|poll\.h|netdb\.h|sys\/.*|arpa\/.*|netinet\/.*|emscripten.*|windows\.h)$/;

const include = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/;
const findings = [];

function shared_rule(path, target) {
  const from = path.split("/")[1];
  const to = target.split("/")[0];
  if (!shared_order.includes(from)) return `shared/${from} is not in the table`;
  if (!shared_order.includes(to)) return `shared/ may not include "${target}"`;
  if (vocabulary.has(target) || shared_order.indexOf(to) <= shared_order.indexOf(from)) return null;
  return `shared/${from} may not include shared/${to}`;
}

function server_rule(path, target) {
  const parts = path.split("/");
  const from = parts.length > 2 ? parts[1] : "composition"; // files directly in server/ put the parts together
  const to = target.split("/")[0];
  const allowed = server_table[from];
  if (!allowed) return `server/${from} is not in the table`;
  if (!target.includes("/") || shared_order.includes(to) || allowed.includes("*")) return null;
  if (!allowed.includes(to)) return `server/${from} may not include "${target}"`;
  // adapters/http_client is the tool that all of them may use.
  const own = [parts.slice(1, 3).join("/"), "adapters/http_client/"];
  if (from === "adapters" && to === "adapters" && !own.some((folder) => target.startsWith(folder))) {
    return `an adapter may not include another one ("${target}")`;
  }
  return null;
}

function wasm_rule(path, target) {
  const parts = path.split("/");
  const from = parts.length > 2 ? parts[1] : "";
  const to = target.includes("/") ? target.split("/")[0] : "";
  const allowed = wasm_table[from];
  if (!allowed) return `wasm/${from} is not in the table`;
  return allowed.includes(to) || shared_order.includes(to) || /^im/.test(target) ? null : `wasm/${from} may not include "${target}"`;
}

const rules = { shared: shared_rule, server: server_rule, wasm: wasm_rule };

function check(path, number, quote, target) {
  const problems = [];
  if (quote === '"' && !/^im(gui|stb)/.test(target) && target !== "httplib.h") problems.push(rules[path.split("/")[0]]?.(path, target));
  if (path.startsWith("shared/") && platform.test(target)) problems.push(`shared/ may not include <${target}>`);
  for (const { what, name, folders } of foreign) {
    if (name.test(target) && !folders.some((folder) => path.startsWith(`${folder}/`))) {
      problems.push(`${what} belongs to ${folders.join(", ")} only`);
    }
  }
  findings.push(...problems.filter(Boolean).map((problem) => `${path}:${number}: ${problem}`));
}

const files = list(root, ["shared", "server", "wasm", "tests"], /\.(h|cpp|inc)$/);
for (const path of files) {
  for (const { number, text } of lines(root, path)) {
    const match = include.exec(text);
    if (match) check(path, number, match[1], match[2]);
  }
}
report("includes", findings, files.length);
