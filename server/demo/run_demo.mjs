// The whole demo: server, payment simulator, a municipal portal on another origin, and a mailbox for everybody.
//   node server/demo/run_demo.mjs --help
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Children } from "./children.mjs";
import { startPortal } from "./demo_site.mjs";
import { startMailSink } from "./mail_sink.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const readyWithin = 60_000; // ms; a first start writes keys and hashes passwords

const help = `usage: node server/demo/run_demo.mjs [options]

  --port N     first of five ports: server, portal, payment simulator, received mails, SMTP (default 8080)
  --data DIR   where applications and mails are kept (default: lesepass/demo in the state folder of the user)
  --build DIR  build folder; the programs are in DIR/bin (default: build/release)
  --bin DIR    the programs themselves
  --site DIR   the browser's files (default: build/site)
  --fresh      forget applications and mails of earlier runs
  --quiet      no log of the parts
  --json       one line of JSON with all addresses when ready; logs go to standard error
  --help       this text
`;

class UsageError extends Error {}

function parseArguments(argv) {
  const options = { port: 8080, data: join(process.env.XDG_STATE_HOME || join(homedir(), ".local/state"), "lesepass/demo"), build: join(root, "build/release"), bin: null, site: join(root, "build/site"), fresh: false, quiet: false, json: false };
  for (let i = 0; i < argv.length; ++i) {
    const name = argv[i].replace(/^--/, "");
    if (argv[i] === "--help") return null;
    if (!argv[i].startsWith("--") || !(name in options)) throw new UsageError(`unknown option ${argv[i]}`);
    if (typeof options[name] === "boolean") {
      options[name] = true;
      continue;
    }
    const value = argv[++i];
    if (value === undefined) throw new UsageError(`${argv[i - 1]} needs a value`);
    options[name] = value;
  }
  options.port = Number(options.port);
  if (!Number.isInteger(options.port) || options.port < 1 || options.port > 65531) throw new UsageError("--port must be 1 to 65531");
  for (const name of ["data", "site"]) options[name] = resolve(options[name]);
  options.bin = resolve(options.bin ?? join(options.build, "bin"));
  return options;
}

// Loopback has two names: the browser takes them for two sites, which is what a portal and a form are.
function addressesFor(port) {
  const server = `http://127.0.0.1:${port}`;
  return {
    server,
    form: `${server}/musterstadt/`,
    portal: `http://localhost:${port + 1}/`,
    portalOrigin: `http://localhost:${port + 1}`,
    portalRefused: `http://127.0.0.1:${port + 1}/fremd`,
    kiosk: `${server}/musterstadt/kiosk`,
    inbox: `${server}/inbox`,
    paysim: `http://127.0.0.1:${port + 2}/`,
    paysimOrigin: `http://127.0.0.1:${port + 2}`,
    mails: `http://127.0.0.1:${port + 3}/`,
    mailsApi: `http://127.0.0.1:${port + 3}/api/mails`,
    smtp: `smtp://127.0.0.1:${port + 4}`,
  };
}

// The accounts that `lesepass serve --demo` creates.
const caseWorkers = [
  { library: "Musterstadt", user: "musterstadt", password: "demo-musterstadt" },
  { library: "Köln", user: "koeln", password: "demo-koeln" },
  { library: "Hilden", user: "hilden", password: "demo-hilden" },
];
// Shared by server and simulator; protects nothing but play money.
const demoSalt = "demo-salt";

function canListen(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", (error) => done(error.code));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => done(null)));
  });
}

async function checkPorts(port) {
  const parts = ["server", "municipal portal", "payment simulator", "received mails", "SMTP"];
  for (const [offset, part] of parts.entries()) {
    const problem = await canListen(port + offset);
    if (problem === null) continue;
    const reason = problem === "EADDRINUSE" ? "already in use" : `not available (${problem})`;
    throw new UsageError(`port ${port + offset} (${part}) is ${reason}; choose other ports with --port N`);
  }
}

function checkBuild(options) {
  for (const file of [join(options.bin, "lesepass"), join(options.bin, "lesepass-paysim"), join(options.site, "manifest.json")]) {
    if (!existsSync(file)) throw new UsageError(`${file} is missing; build it first: ./dev build`);
  }
}

function prepareData(options) {
  const folders = { server: join(options.data, "server"), mails: join(options.data, "mails") };
  if (options.fresh) for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folders;
}

async function waitFor(url, signal) {
  const end = Date.now() + readyWithin;
  while (Date.now() < end) {
    if (signal.aborted) throw new Error("stopped");
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${url} did not answer within ${readyWithin / 1000} s`);
}

function showTable(addresses, options) {
  const rows = [
    ["Antrag (Musterstadt)", addresses.form],
    ["Alle Bibliotheken", `${addresses.server}/`],
    ["Im Serviceportal", addresses.portal],
    ["Auf fremder Seite", `${addresses.portalRefused}  (wird abgelehnt)`],
    ["Kiosk", addresses.kiosk],
    ["Eingangskorb", addresses.inbox],
    ...caseWorkers.map(({ library, user, password }) => [`  ${library}`, `${user} / ${password}`]),
    ["Bezahl-Simulator", addresses.paysim],
    ["Empfangene E-Mails", addresses.mails],
    ["Daten", options.data],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  const bar = "─".repeat(Math.max(...lines.map((line) => line.length)) + 2);
  console.log(`\n${bar}\n  Lesepass läuft. Beenden mit Strg-C.\n${bar}\n${lines.join("\n")}\n${bar}\n`);
}

async function run(options) {
  checkBuild(options);
  await checkPorts(options.port);
  const folders = prepareData(options);
  const addresses = addressesFor(options.port);
  const stop = new AbortController();
  let exitCode = 0;

  const log = (name, line) => {
    if (!options.quiet) (options.json ? process.stderr : process.stdout).write(`${name.padEnd(8)} | ${line}\n`);
  };
  const children = new Children({
    log,
    ended: (name, how, lines) => {
      if (options.quiet) process.stderr.write(lines.map((line) => `${name.padEnd(8)} | ${line}\n`).join(""));
      console.error(`demo: ${name} ended unexpectedly (${how}); stopping the other parts`);
      exitCode = 1;
      stop.abort();
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop.abort());
  const stopped = new Promise((done) => stop.signal.addEventListener("abort", done));

  const services = [];
  try {
    services.push(await startMailSink({ smtpPort: options.port + 4, webPort: options.port + 3, folder: folders.mails }));
    services.push(await startPortal({ port: options.port + 1, server: addresses.server }));
    children.start("paysim", join(options.bin, "lesepass-paysim"), ["--port", String(options.port + 2), "--salt", demoSalt]);
    const serverPid = children.start("lesepass", join(options.bin, "lesepass"), serverArguments(options, addresses, folders));
    await Promise.race([
      Promise.all([waitFor(`${addresses.paysimOrigin}/healthz`, stop.signal), waitFor(`${addresses.server}/readyz`, stop.signal)]),
      stopped,
    ]);
    if (!stop.signal.aborted) announce(addresses, serverPid, options);
    await stopped;
  } catch (error) {
    if (!stop.signal.aborted) {
      console.error(`demo: ${error.message}`);
      exitCode = 1;
    }
  }
  await children.stop();
  await Promise.all(services.map((service) => service.close()));
  if (!options.json) console.log("demo: stopped");
  return exitCode;
}

function serverArguments(options, addresses, folders) {
  return [
    "serve",
    "--port", String(options.port),
    "--data", folders.server,
    "--site", options.site,
    "--tenants", join(here, "tenants"),
    "--public-url", addresses.server,
    "--smtp", addresses.smtp,
    "--pmpayment-base", addresses.paysimOrigin,
    "--pmpayment-salt", demoSalt,
    "--embed-origin", addresses.portalOrigin,
    "--demo",
  ];
}

function announce(addresses, serverPid, options) {
  if (!options.json) return showTable(addresses, options);
  const { form, portal, portalRefused, kiosk, inbox, paysim, mails, mailsApi } = addresses;
  console.log(JSON.stringify({ form, portal, portalRefused, kiosk, inbox, paysim, mails, mailsApi, caseWorkers, serverPid }));
}

try {
  const options = parseArguments(process.argv.slice(2));
  if (options === null) process.stdout.write(help);
  else process.exitCode = await run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`demo: ${error.message}`);
  process.exitCode = 2;
}
