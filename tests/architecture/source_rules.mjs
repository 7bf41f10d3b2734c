// Rules that a look at the text of the sources can check.
//   node tests/architecture/source_rules.mjs [root]
import { lines, list, read, report } from "./files.mjs";

const root = process.argv[2] ?? ".";
const findings = [];
const source = /\.(h|cpp|inc|ts|mjs|css|sh|cmake|sql|json|md|html|yml|txt)$|(^|\/)(dev|run|Dockerfile|CMakeLists\.txt)$/;
const all = list(root, [""], source);

// --- web/ knows no field -------------------------------------------------------------------------------------------
// Wire names stand once, as the last column of the definition ("address.street"). Their parts ("street") are ordinary
// words, so only the whole name counts.
const definition = "shared/form/definition.h";
const wire_names = [...read(root, definition).matchAll(/"([a-z]+\.[A-Za-z]+)"\}/g)].map((match) => match[1]);
if (wire_names.length < 10) findings.push(`${definition}: expected at least 10 wire names, found ${wire_names.length}`);
for (const path of all.filter((path) => /^web\/.*\.(ts|mjs|css)$/.test(path))) {
  for (const { number, text } of lines(root, path)) {
    for (const name of wire_names) {
      if (text.includes(name)) findings.push(`${path}:${number}: web/ knows no field, but names "${name}"`);
    }
  }
}

// --- only the bridge touches a module's memory -------------------------------------------------------------------------
// A declaration file says what a module looks like and touches nothing.
const bridges = /^web\/(page\/bridge|canvas\/canvas_bridge|seal\/seal_bridge)\.ts$|\.d\.ts$/;
for (const path of all.filter((path) => /^web\/.*\.ts$/.test(path) && !bridges.test(path))) {
  for (const { number, text } of lines(root, path)) {
    if (/\bWebAssembly\b|\bHEAPU?\d+\b/.test(text)) findings.push(`${path}:${number}: WebAssembly belongs to the bridge`);
  }
}

// --- right-to-left pages need no second style sheet ----------------------------------------------------------------------
// margin-inline-start, not margin-left. A rule for [dir="rtl"] alone may say what it means.
const physical = /(?:^|[\s;{-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|left|right|float|clear)\s*:|text-align:\s*(?:left|right)/;
for (const path of all.filter((path) => /^web\/.*\.css$/.test(path))) {
  let rtl = false;
  for (const { number, text } of lines(root, path)) {
    if (text.includes("{")) rtl = text.includes('[dir="rtl"]');
    if (!rtl && physical.test(text)) findings.push(`${path}:${number}: left and right belong to [dir="rtl"]; use logical properties`);
  }
}

// --- no registry host name ---------------------------------------------------------------------------------------------
// Written in pieces, so that this file does not find itself.
const hosts = new RegExp(
  ["registry\\.(npm|yarn)", "deb\\.deb" + "ian", "snapshot\\.deb" + "ian", "(archive|security)\\.ubu" + "ntu", "pypi\\." + "org",
    "files\\.python" + "hosted", "crates\\." + "io", "proxy\\.golang", "unpkg\\." + "com", "jsdelivr\\." + "net", "cdnjs\\."].join("|"));
for (const path of all) {
  for (const { number, text } of lines(root, path)) {
    if (hosts.test(text)) findings.push(`${path}:${number}: names a registry host`);
  }
}
for (const path of list(root, [""], /^package-lock\.json$/)) {
  if (/"resolved": "http/.test(read(root, path))) findings.push(`${path}: has registry addresses ("resolved")`);
}

// --- files stay readable -----------------------------------------------------------------------------------------------
// 500 lines need a reason in the first ten ("Long because ..."). Tables of texts (.inc) and recorded outputs are data.
const limit = 500;
const code = /\.(h|cpp|ts|mjs|css|sh|cmake|sql)$|^dev$/;
for (const path of all.filter((path) => code.test(path) && !path.startsWith("tests/golden/"))) {
  const text = lines(root, path);
  const excused = text.slice(0, 10).some((line) => /Long because/.test(line.text));
  if (text.length > limit + 1 && !excused) findings.push(`${path}: ${text.length - 1} lines; split it or say "Long because ..." in its head`);
}

// --- no test is switched off -------------------------------------------------------------------------------------------
for (const path of all.filter((path) => /^tests\/.*\.(cpp|ts|mjs)$/.test(path) && !path.startsWith("tests/architecture/"))) {
  for (const { number, text } of lines(root, path)) {
    if (/\b(test|describe|it)\.(skip|fixme|only)\b|doctest::(skip|may_fail|should_fail)\b/.test(text)) {
      findings.push(`${path}:${number}: a test is switched off or alone`);
    }
  }
}

// --- no default over our enums: a new member must break the build ------------------------------------------------------
// A switch is ours if its labels are qualified names or CamelCase members; over characters or numbers default is right.
for (const path of all.filter((path) => /^(shared|wasm|server)\/.*\.(h|cpp)$/.test(path))) {
  let ours = false;
  for (const { number, text } of lines(root, path)) {
    if (/\bswitch\s*\(/.test(text)) ours = false;
    if (/^\s*case\s+([A-Za-z_]\w*::)*[A-Z][a-z]\w*\s*:/.test(text)) ours = true;
    if (ours && /^\s*default\s*:/.test(text)) findings.push(`${path}:${number}: default: hides a forgotten case`);
  }
}

report("sources", findings, all.length);
