// What a screen reader is told: Chromium's accessibility tree, one line a node: role "name" = value, states; description.
import type { Page } from "@playwright/test";

interface AxValue { value?: unknown }
interface AxNode {
  nodeId: string;
  ignored: boolean;
  role?: AxValue;
  name?: AxValue;
  value?: AxValue;
  description?: AxValue;
  properties?: { name: string; value: AxValue }[];
  childIds?: string[];
}

// States and properties that are read out. "focused" shows where the focus went after the step.
const told = ["level", "required", "invalid", "checked", "disabled", "readonly", "expanded", "pressed", "multiline", "live", "atomic", "focused", "valuetext"];
// Said again by the control itself: its label, and the text inside a field.
const repeated = new Set(["LabelText"]);
const whole = new Set(["StaticText", "textbox"]);
// What is announced at this moment depends on when one looks: the region is part of the tree, its words are not.
const announces = (node: AxNode) => (node.properties ?? []).some(({ name, value }) => name === "live" && value.value === "polite");
// Boxes without a meaning; their content counts.
const boxes = new Set(["none", "generic", "GenericContainer", "LineBreak", "InlineTextBox", "ListMarker"]);

const words = (value: AxValue | undefined) => String(value?.value ?? "").replace(/\s+/g, " ").trim();

function states(node: AxNode): string {
  const found = (node.properties ?? []).filter(({ name, value }) => told.includes(name) && value.value !== false && value.value !== "false" && value.value !== "off" && value.value !== "");
  return found.map(({ name, value }) => (value.value === true || value.value === "true" ? name : `${name}=${String(value.value)}`)).sort().join(", ");
}

function line(node: AxNode): string {
  const role = words(node.role);
  const name = words(node.name);
  if (role === "StaticText") return `"${name}"`;
  const value = words(node.value);
  return role + (name ? ` "${name}"` : "") + (value && value !== name ? ` = "${value}"` : "") + (states(node) ? ` (${states(node)})` : "") +
    (words(node.description) ? `; ${words(node.description)}` : "");
}

// `without`: roles that are left out with all inside.
export async function axTree(page: Page, without: string[] = []): Promise<string> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree") as { nodes: AxNode[] };
  await client.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: AxNode, depth: number, parentName: string) => {
    const role = words(node.role);
    if (repeated.has(role) || without.includes(role)) return;
    const silent = node.ignored || boxes.has(role) || (role === "StaticText" && (words(node.name) === "" || parentName.includes(words(node.name))));
    if (!silent) lines.push("  ".repeat(depth) + line(node));
    if (whole.has(role) || announces(node)) return;
    for (const child of node.childIds ?? []) {
      const next = byId.get(child);
      if (next) walk(next, silent ? depth : depth + 1, silent ? parentName : words(node.name));
    }
  };
  if (nodes[0]) walk(nodes[0], 0, "");
  return steady(lines.join("\n")) + "\n";
}

// Without what is different every time.
const steady = (text: string) => text
  .replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\b/g, "<Nummer>")
  .replace(/\b\d{1,2}\.\d{1,2}\.\d{4}\b/g, "<Datum>")
  .replace(/\b\d{1,2}\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) \d{4}\b/g, "<Datum>")
  .replace(/\b\d{1,2}:\d{2}\b( Uhr)?/g, "<Zeit>")
  .replace(/\b[0-9a-f]{8,}\b/g, "<Kennung>");
