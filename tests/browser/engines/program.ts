// Programs beside the tests: started in a folder of their own, ended by their id.
import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), "lesepass-engine-"));
  readonly log: string[] = [];
  private child: ChildProcess | undefined;

  constructor(private readonly name: string) {}

  start(path: string, args: string[], environment: NodeJS.ProcessEnv, stdio: StdioOptions = ["ignore", "pipe", "pipe"]): ChildProcess {
    const child = spawn(path, args, { stdio, detached: true, env: { ...process.env, HOME: this.folder, XDG_CACHE_HOME: this.folder, XDG_CONFIG_HOME: this.folder, ...environment } });
    child.once("error", (error) => this.log.push(String(error)));
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => this.log.push(String(text)));
    this.child = child;
    return child;
  }

  // Runs `probe` until it gives something, as long as the program lives.
  async until<T>(probe: () => Promise<T | undefined>, seconds = 60): Promise<T> {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end && this.child?.exitCode === null) {
      const found = await probe();
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${this.name} does not answer:\n${this.log.join("")}`);
  }

  // With all processes of its group; a browser has many.
  async end(): Promise<void> {
    const child = this.child;
    if (child?.pid && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      process.kill(-child.pid, "SIGKILL");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

const isProgram = (path: string) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

// The first that exists; "*" stands for one folder's name.
export function findProgram(what: string, ...patterns: (string | undefined)[]): string {
  const paths = patterns.filter((p): p is string => p !== undefined).flatMap((pattern) => {
    const [before, after] = pattern.split("*") as [string, string | undefined];
    if (after === undefined) return [pattern];
    try {
      return readdirSync(before).map((name) => before + name + after);
    } catch {
      return [];
    }
  });
  const found = paths.find(isProgram);
  if (!found) throw new Error(`${what} is missing: none of ${patterns.filter(Boolean).join(", ")}`);
  return found;
}
