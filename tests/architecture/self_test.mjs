// Plants a fault for every rule in a small made-up project and expects the check to find it, and to be silent without it.
//   node tests/architecture/self_test.mjs
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

const wire_rows = Array.from({ length: 12 }, (_, i) => `{F::A${i}, "address.part${"abcdefghijkl"[i]}"},`).join("\n");
const names = (list) => list.map((name) => `//   ${name}   argument`).join("\n");
const sound = {
  "shared/base/a.h": "#include <string>\n",
  "shared/form/definition.h": `#include "base/a.h"\n${wire_rows}\n`,
  "server/ports/store.h": '#include "base/a.h"\n',
  "server/http/server.cpp": "#include <httplib.h>\n",
  "wasm/bridge.h": "int lp_create(int size);\n",
  "wasm/events.h": `// Events (name: arguments)\n${names(["change", "blur", "press", "file", "stored"])}\n//\n// Effects\n${names(["render", "focus", "announce", "title", "step"])}\n`,
  "web/page/bridge.ts": "new WebAssembly.Module(); lp_create(1);\n" +
    ["change", "blur", "press", "file", "stored", "render", "focus", "announce", "title", "step"].map((name) => `"${name}";`).join("\n"),
  "budgets.json": '[{ "name": "page", "limit": 500, "parts": ["page.css"] }]\n',
  "build/site/manifest.json": '{ "page.css": { "file": "page.1.css" } }\n',
  "build/site/page.1.css": "a{}\n",
};

// [check, what is planted, { path: content }, words of the finding]
const faults = [
  ["include_rules", "shared looks downwards only", { "shared/base/b.cpp": '#include "form/definition.h"\n' }, "may not include shared/form"],
  ["include_rules", "shared opens a file", { "shared/base/b.cpp": "#include <fstream>\n" }, "may not include <fstream>"],
  ["include_rules", "shared includes server", { "shared/base/b.cpp": '#include "ports/store.h"\n' }, "shared/ may not include"],
  ["include_rules", "wasm includes server", { "wasm/core/b.cpp": '#include "ports/store.h"\n' }, "wasm/core may not include"],
  ["include_rules", "server includes wasm", { "server/usecases/b.cpp": '#include "core/session.h"\n' }, "may not include"],
  ["include_rules", "a use case names an adapter", { "server/usecases/b.cpp": '#include "adapters/sqlite/db.h"\n' }, "may not include"],
  ["include_rules", "an adapter names another", { "server/adapters/smtp/b.cpp": '#include "adapters/sqlite/db.h"\n' }, "may not include another"],
  ["include_rules", "httplib in a use case", { "server/usecases/b.cpp": "#include <httplib.h>\n" }, "cpp-httplib belongs to"],
  ["include_rules", "nlohmann outside shared/json", { "server/http/b.cpp": "#include <nlohmann/json.hpp>\n" }, "nlohmann/json belongs to"],
  ["include_rules", "imgui outside the canvas", { "wasm/core/b.cpp": '#include "imgui.h"\n' }, "Dear ImGui belongs to"],
  ["include_rules", "an unknown room", { "server/magic/b.cpp": '#include "ports/store.h"\n' }, "not in the table"],
  ["source_rules", "web names a field", { "web/page/b.ts": 'get("address.partc");\n' }, "web/ knows no field"],
  ["source_rules", "WebAssembly beside the bridge", { "web/page/b.ts": "WebAssembly.instantiate();\n" }, "belongs to the bridge"],
  ["source_rules", "a margin on the left", { "web/styles/b.css": ".x {\n  margin-left: 1rem;\n}\n" }, "logical properties"],
  ["source_rules", "text on the right", { "web/styles/b.css": '[dir="rtl"] .x {\n  text-align: right;\n}\n.y {\n  text-align: right;\n}\n' }, "b.css:5"],
  ["source_rules", "a registry host", { "cmake/b.cmake": `set(x https://registry.${"npmjs"}.org)\n` }, "registry host"],
  ["source_rules", "a lock file with addresses", { "package-lock.json": '{ "resolved": "https://example.org/x.tgz" }\n' }, "registry addresses"],
  ["source_rules", "a giant file", { "server/http/b.cpp": "int x;\n".repeat(501) }, "split it"],
  ["source_rules", "a skipped test", { "tests/browser/b.spec.ts": "test.skip();\n" }, "switched off"],
  ["source_rules", "default over an enum", { "shared/base/b.cpp": "switch (k) {\n  case Kind::A: return;\n  default: return;\n" }, "forgotten case"],
  ["bridge_rules", "an effect web does not know", { "wasm/events.h": `${sound["wasm/events.h"]}//   explode   argument\n` }, "explode"],
  ["bridge_rules", "a call that is not in the bridge", { "web/page/b.ts": "lp_secret();\n" }, "lp_secret"],
  ["bridge_rules", "a bridge function nobody calls", { "wasm/bridge.h": "int lp_create(int);\nint lp_unused(int);\n" }, "lp_unused"],
  ["budgets", "a page over its budget", { "build/site/page.1.css": Array.from({ length: 900 }, (_, i) => `a${(i * 7919) % 1009}{}`).join("") }, "OVER BUDGET"],
  ["budgets", "a missing part", { "build/site/manifest.json": "{}\n" }, "MISSING page.css"],
];

const failures = [];
let tried = 0;

function expect(what, result, { fails, words }) {
  tried += 1;
  const output = `${result.stdout}${result.stderr}`;
  const ok = fails ? result.status !== 0 && output.includes(words) : result.status === 0;
  if (!ok) failures.push(`${what}: expected ${fails ? `a finding with "${words}"` : "silence"}, got exit ${result.status}\n${output}`);
}

function in_project(files, action) {
  const root = mkdtempSync(join(tmpdir(), "lesepass-rules-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return action(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const environment = { ...process.env, LESEPASS_SITE: "" };
const node = (check, root) =>
  spawnSync(process.execPath, [join(here, `${check}.mjs`), root], { encoding: "utf8", env: environment });

for (const check of ["include_rules", "source_rules", "bridge_rules", "budgets"]) {
  in_project(sound, (root) => expect(`${check}, sound project`, node(check, root), { fails: false }));
}
for (const [check, what, files, words] of faults) {
  in_project({ ...sound, ...files }, (root) => expect(`${check}, ${what}`, node(check, root), { fails: true, words }));
}

// A library that reads the clock, and one that does not.
for (const [body, fails] of [["return (int)time(nullptr);", true], ["return 1;", false]]) {
  in_project({ "a.cpp": `#include <ctime>\nint f() { ${body} }\nint* g() { return new int(f()); }\n` }, (root) => {
    execFileSync("g++", ["-c", "a.cpp", "-o", "a.o"], { cwd: root });
    execFileSync("ar", ["rc", "a.a", "a.o"], { cwd: root });
    const result = spawnSync(join(here, "shared_symbols.sh"), [join(root, "a.a")], { encoding: "utf8" });
    expect(`shared_symbols, ${body}`, result, { fails, words: "time" });
  });
}

// A module that imports env.now: unlisted, listed, and listed but gone. (Header, type () -> (), import.)
const module = Buffer.from("0061736d010000000104016000000 20b0103656e76036e6f770000".replace(" ", ""), "hex");
for (const [allow, fails] of [["", true], ["env.now\n", false], ["env.now\nenv.gone\n", true]]) {
  in_project({ "bin/core.wasm": module, "allow/core.allow": allow }, (root) => {
    const result = spawnSync(join(here, "wasm_imports.sh"), [join(root, "bin"), join(root, "allow")], { encoding: "utf8" });
    expect(`wasm_imports, allowed "${allow.trim()}"`, result, { fails, words: "imports differ" });
  });
}

// lint: a badly formatted file.
const format = execFileSync("cat", [join(here, "../../.clang-format")], { encoding: "utf8" });
for (const [code, fails] of [["int  f( );\n", true], ["int f();\n", false]]) {
  in_project({ ".clang-format": format, "shared/a.h": code, "server/a.h": "", "wasm/a.h": "", "tests/a.h": "" }, (root) => {
    const result = spawnSync(join(here, "lint.sh"), [root], { encoding: "utf8" });
    const pinned = spawnSync("clang-format-14", ["--version"]).status === 0;
    expect(`lint, ${code.trim()}`, result, { fails: fails && pinned, words: "run ./dev format" });
  });
}

for (const failure of failures) console.error(failure);
console.log(`self test: ${tried - failures.length} of ${tried} checks behave`);
process.exit(failures.length === 0 ? 0 : 1);
