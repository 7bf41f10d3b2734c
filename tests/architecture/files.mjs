// What every source check needs: the project's files, and one way to report.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const not_ours = new Set(["build", "node_modules", ".git", ".cache", "test-results", "results", "__pycache__"]);

// Paths relative to root of all files below the given folders that match; "" is the root itself.
export function list(root, folders, pattern) {
  const found = [];
  const walk = (folder) => {
    let items;
    try {
      items = readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      return; // a folder that is not there has no files
    }
    for (const item of items.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder ? `${folder}/${item.name}` : item.name;
      if (item.isDirectory() && !not_ours.has(item.name)) walk(path);
      else if (item.isFile() && pattern.test(path)) found.push(path);
    }
  };
  folders.forEach(walk);
  return found;
}

export const read = (root, path) => readFileSync(join(root, path), "utf8");

// [{ number, text }] of a file, numbered from 1.
export const lines = (root, path) => read(root, path).split("\n").map((text, i) => ({ number: i + 1, text }));

// Prints the findings and ends the program: 0 without findings, else 1.
export function report(check, findings, looked_at) {
  if (looked_at === 0) findings.push(`${check}: found nothing to look at`);
  for (const finding of findings) console.error(finding);
  if (findings.length === 0) console.log(`${check}: ${looked_at} looked at, all in order`);
  process.exit(findings.length === 0 ? 0 : 1);
}
