// Changes each rule once and shows whether some test notices (./dev test --mutate rules).
//   node tests/mutation/mutate.mjs [--limit N] [--seed N] [--file PART] [--line N] [--again] [--report FILE]
//
// A mutant is one change of one line (operators.mjs) of the sources below, or of one row of the form definition. The changed
// file is compiled alone (-O0) and linked in front of the library; the rest is built once, in build/mutation. The program
// runs the rules' own tests: tests/unit/shared, session, golden. Killed: a test fails, the program crashes or does not end,
// or a static_assert in the file says no. What does not compile otherwise is no mutant.
// equivalent.json lists changes that change nothing, each with its reason; they do not count.
// --limit takes so many, chosen by --seed; --again only those that survived last time (build/mutation/survivors.json).
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import { applied, mutantsOf } from "./operators.mjs";
import { rowMutants } from "./rows.mjs";

const sources = ["form/checks.cpp", "form/facts.cpp", "form/fee.cpp", "form/flow.cpp", "form/options.cpp", "form/validate.cpp",
  "form/draft.cpp", "form/rows.cpp", "form/place.cpp",
  "responsibility/places.cpp", "responsibility/place_names.cpp", "responsibility/directory.cpp", "responsibility/search.cpp", "tenant/fee_schedule_json.cpp", "base/date.cpp", "base/money.cpp"];
// A header's functions are compiled into those who call them.
const headers = { "tenant/fee_schedule.h": ["form/fee.cpp", "form/facts.cpp", "form/options.cpp", "page/fee_overview.cpp", "tenant/fee_schedule_json.cpp"] };
const secondsPerRun = 20;

const args = process.argv.slice(2);
const option = (name) => (args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined);
const build = resolve("build/mutation");
const sh = (command, commandArgs) => execFileSync(command, commandArgs, { stdio: ["ignore", "ignore", "inherit"] });

function prepare() {
  sh("cmake", ["-S", ".", "-B", build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O1 -g0", "-DCMAKE_C_FLAGS=-O1 -g0"]);
  sh("cmake", ["--build", build, "--target", "test_rules", "--parallel", String(availableParallelism())]);
  const commands = JSON.parse(readFileSync(join(build, "compile_commands.json"), "utf8"));
  const compile = (file) => commands.find((c) => c.file === resolve("shared", file)) ?? assert.fail(`no command for ${file}`);
  const link = execFileSync("ninja", ["-C", build, "-t", "commands", "test_rules"], { encoding: "utf8" }).trim().split("\n").at(-1);
  return { compile, link: link.replace(/^.*?(?=\S*c\+\+ )/, "").replace(/ && :$/, "") };
}

function run(command, options = {}) {
  return new Promise((done) => {
    const child = spawn("bash", ["-c", `ulimit -v 4000000 -c 0; exec ${command}`], { stdio: ["ignore", "pipe", "pipe"], detached: true, ...options });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => { if (text.length < 20_000) text += chunk; });
    const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), secondsPerRun * 1000);
    child.on("close", (code, signal) => { clearTimeout(timer); done({ code, signal, text }); });
  });
}

// Compiles `file` from `from`, mutated headers first.
async function compileFile(built, file, from, folder) {
  const { command, directory } = built.compile(file);
  const object = join(folder, `${file.replaceAll("/", "_")}.o`);
  const changed = command.replace(/^.*?(?=\S*c\+\+ )/, "").replace(/ -o \S+/, "").replace(/ -c \S+/, "").replace(/ -M[DTF]( \S+\.[do])?/g, "")
    .replace(/ -MT \S+| -MF \S+/g, "").replace(" -Werror", "").replace("-O1", "-O0 -w -D_GLIBCXX_ASSERTIONS").replace(/^\S+/, (compiler) => `${compiler} -I${folder}`);
  return { object, ...(await run(`${changed} -o ${object} -c ${from}`, { cwd: directory })) };
}

async function tryMutant(built, mutant, folder) {
  const path = join(folder, mutant.file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, mutant.text ?? applied(readFileSync(join("shared", mutant.file), "utf8"), mutant));
  const objects = [];
  for (const file of headers[mutant.file] ?? [mutant.file]) {
    const from = file === mutant.file ? path : resolve("shared", file);
    const compiled = await compileFile(built, file, from, folder);
    if (compiled.code !== 0) return /static assertion failed/.test(compiled.text) ? "killed (static_assert)" : "no mutant";
    objects.push(compiled.object);
  }
  const program = join(folder, "test_rules");
  const linked = await run(built.link.replace(/ -o \S+/, ` -o ${program} ${objects.join(" ")}`), { cwd: build });
  if (linked.code !== 0) throw new Error(linked.text);
  return runTests(program, mutant.env);
}

async function runTests(program, env = {}) {
  const result = await run(`${program} --abort-after=1 --no-colors=true --order-by=rand --rand-seed=1`, { env: { ...process.env, ...env } });
  if (result.code === 0) return "survived";
  return result.signal ? `killed (${result.signal})` : `killed by ${/TEST CASE: +(.*)/.exec(result.text)?.[1] ?? "a crash"}`;
}

// splitmix32, as good as any for choosing.
function shuffled(list, seed) {
  const key = (i) => {
    let z = (seed * 0x9e3779b9 + i * 0x85ebca6b) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return list.map((item, i) => [key(i), item]).sort(([a], [b]) => a - b).map(([, item]) => item);
}

const nameOf = (m) => `${m.file}|${m.before}|${m.name}|${m.after}`;
const shown = (m) => `shared/${m.file}:${m.at + 1}: ${m.name}: ${m.before}${m.after && m.after !== m.before ? `  ->  ${m.after}` : ""}`;

function chosenMutants(validate) {
  const read = (file) => readFileSync(join("shared", file), "utf8");
  let all = [...sources, ...Object.keys(headers)].flatMap((file) => mutantsOf(file, read(file)));
  all = [...all, ...rowMutants(read("form/definition.h"), validate)];
  if (option("file")) all = all.filter((m) => m.file.includes(option("file")) || m.name.startsWith(option("file")));
  if (option("line")) all = all.filter((m) => m.at + 1 === Number(option("line")));
  const last = join(build, "survivors.json");
  if (args.includes("--again") && existsSync(last)) {
    const names = new Set(JSON.parse(readFileSync(last, "utf8")));
    all = all.filter((m) => names.has(nameOf(m)));
  }
  return option("limit") ? shuffled(all, Number(option("seed") ?? 1)).slice(0, Number(option("limit"))) : all;
}

const built = prepare();
assert.equal(await runTests(join(build, "bin", "test_rules")), "survived", "the tests must pass without any change");
const mutants = chosenMutants(readFileSync("shared/form/validate.cpp", "utf8"));
const equivalents = JSON.parse(readFileSync("tests/mutation/equivalent.json", "utf8"));
const isEquivalent = (m) => equivalents.some((e) => e.file === m.file && e.before === m.before && (e.name === "*" || e.name === m.name) && (e.after === undefined || e.after === m.after));

const results = [];
const queue = [...mutants];
const begun = Date.now();
async function work(number) {
  const folder = join(build, `worker${number}`);
  mkdirSync(folder, { recursive: true });
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const verdict = isEquivalent(mutant) ? "equivalent" : await tryMutant(built, mutant, folder);
    // A changed header must not stay in front of the real one.
    writeFileSync(join(folder, mutant.file), readFileSync(join("shared", mutant.file)));
    results.push({ mutant, verdict });
    if (verdict === "survived") console.log(`survived: ${shown(mutant)}`);
    if (results.length % 50 === 0) console.error(`${results.length} of ${mutants.length}, ${Math.round((Date.now() - begun) / 1000)} s`);
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, (_, i) => work(i)));

const of = (start) => results.filter(({ verdict }) => verdict.startsWith(start));
const killed = of("killed").length, survived = of("survived"), equivalent = of("equivalent");
const score = (100 * killed) / Math.max(1, killed + survived.length);
writeFileSync(join(build, "survivors.json"), JSON.stringify(survived.map(({ mutant }) => nameOf(mutant)), null, 1));
const summary = `${mutants.length} changes of the rules: ${of("no mutant").length} do not compile, ${equivalent.length} change nothing, ${killed} of ${killed + survived.length} noticed: ${score.toFixed(1)} %, ${Math.round((Date.now() - begun) / 1000)} s`;
console.log(summary);
if (option("report")) {
  const byFile = [...new Set(mutants.map((m) => m.file))].map((file) => {
    const count = (start) => results.filter((r) => r.mutant.file === file && r.verdict.startsWith(start)).length;
    return `| \`shared/${file}\` | ${count("killed")} | ${count("survived")} | ${count("equivalent")} | ${count("no mutant")} |`;
  });
  writeFileSync(option("report"), [summary, "", "| file | noticed | not noticed | equivalent | no mutant |", "|---|---|---|---|---|", ...byFile.sort(), "",
    ...survived.map(({ mutant }) => `- ${shown(mutant)}`), ""].join("\n"));
}
// The whole set has to hold; a sample or a part says what it says.
if (!option("limit") && !option("file") && !args.includes("--again")) process.exitCode = score >= 90 ? 0 : 1;
