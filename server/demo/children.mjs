// Child processes of the demo: started, listened to, ended by id.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const patience = 15_000; // ms until a child that ignores SIGTERM is killed; longer than any time-out of the server
const remembered = 30; // last lines, shown when a child ends unexpectedly

export class Children {
  #children = [];
  #stopping = false;

  // `log(name, line)`; `ended(name, how, lastLines)` is called once, for the first child that ends by itself.
  constructor({ log, ended }) {
    this.log = log;
    this.ended = ended;
  }

  start(name, program, args) {
    const process = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const child = { name, process, lines: [], gone: null };
    child.gone = new Promise((done) => {
      process.once("error", (error) => done(error.message));
      process.once("exit", (code, signal) => done(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    for (const stream of [process.stdout, process.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        child.lines.push(line);
        if (child.lines.length > remembered) child.lines.shift();
        this.log(name, line);
      });
    }
    child.gone.then((how) => {
      if (this.#stopping) return;
      this.#stopping = true;
      this.ended(name, how, child.lines);
    });
    this.#children.push(child);
    return process.pid;
  }

  async stop() {
    this.#stopping = true;
    await Promise.all(this.#children.map((child) => this.#end(child)));
  }

  async #end(child) {
    if (child.process.exitCode !== null || child.process.signalCode !== null || child.process.pid === undefined) return;
    child.process.kill("SIGTERM");
    const timer = setTimeout(() => child.process.kill("SIGKILL"), patience);
    await child.gone;
    clearTimeout(timer);
  }
}
