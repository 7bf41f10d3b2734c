// The door to core.wasm (wasm/bridge.h) and the only file that touches a module's memory. Every call may throw: a trap
// means that the instance is gone, and the caller leaves the plain page to the browser.

// wasm/events.h, first list: name and number of arguments.
export interface EventArguments {
  change: [name: string, value: string];
  blur: [name: string];
  press: [action: string];
  file: [name: string, fileName: string, sizeBytes: string, headHex: string];
  stored: [name: string, attachmentJson: string];
  refused: [name: string, text: string];
  progress: [name: string, perCent: string];
  submitted: [status: string, body: string];
  load: [saved: string];
  places: [state: "loaded" | "missing"];
  language: [code: string];
}
export type EventName = keyof EventArguments;

// wasm/events.h, second list.
export type Effect =
  | { name: "render" }
  | { name: "focus"; id: string }
  | { name: "announce"; text: string }
  | { name: "title"; text: string }
  | { name: "step"; key: string }
  | { name: "upload"; control: string; url: string }
  | { name: "remove"; url: string }
  | { name: "submit"; url: string; body: string }
  | { name: "go"; url: string }
  | { name: "post"; url: string; fields: string }
  | { name: "take"; saved: string }
  | { name: "places" }
  | { name: "catalog"; code: string };

// How to read the arguments of an effect. The type makes a forgotten effect or argument an error.
const argumentsOf: { [E in Effect as E["name"]]: readonly Exclude<keyof E, "name">[] } = {
  render: [],
  focus: ["id"],
  announce: ["text"],
  title: ["text"],
  step: ["key"],
  upload: ["control", "url"],
  remove: ["url"],
  submit: ["url", "body"],
  go: ["url"],
  post: ["url", "fields"],
  take: ["saved"],
  places: [],
  catalog: ["code"],
};

export interface Part {
  id: string;
  html: string;
}
export interface PageParts {
  language: string; // BCP 47
  direction: string; // "ltr" or "rtl"
  parts: Part[];
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  lp_buffer(size: number): number;
  lp_result(): number;
  lp_result_size(): number;
  lp_catalog(size: number): number;
  lp_create(size: number): number;
  lp_places(size: number): number;
  lp_dispatch(size: number): number;
  lp_page_html(): number;
  lp_page_wire(): number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeMessage(strings: readonly string[]): Uint8Array {
  const items = strings.map((string) => encoder.encode(string));
  const out = new Uint8Array(items.reduce((size, item) => size + 4 + item.length, 4));
  const view = new DataView(out.buffer);
  view.setUint32(0, items.length, true);
  let at = 4;
  for (const item of items) {
    view.setUint32(at, item.length, true);
    out.set(item, at + 4);
    at += 4 + item.length;
  }
  return out;
}

export function decodeMessage(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const strings: string[] = [];
  let at = 4;
  for (let left = view.getUint32(0, true); left > 0; left -= 1) {
    const size = view.getUint32(at, true);
    strings.push(decoder.decode(bytes.subarray(at + 4, at + 4 + size)));
    at += 4 + size;
  }
  return strings;
}

export function decodeEffects(strings: readonly string[]): Effect[] {
  const effects: Effect[] = [];
  for (let at = 0; at < strings.length; ) {
    const name = strings[at] as Effect["name"];
    if (!Object.hasOwn(argumentsOf, name)) throw new Error(`bridge: unknown effect ${name}`);
    const keys = argumentsOf[name];
    const values = keys.map((key, i) => [key, strings[at + 1 + i] ?? ""]);
    effects.push({ name, ...Object.fromEntries(values) } as Effect);
    at += 1 + keys.length;
  }
  return effects;
}

async function instantiate(url: string): Promise<WebAssembly.Instance> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`bridge: ${url} answered ${response.status}`);
  // Not instantiateStreaming: a proxy that spoils the media type would cost the live page; 130 kB compile at once anyway.
  return (await WebAssembly.instantiate(await response.arrayBuffer(), {})).instance;
}

export class Bridge {
  private constructor(private readonly core: Exports) {}

  static async load(url: string): Promise<Bridge> {
    const core = (await instantiate(url)).exports as unknown as Exports;
    core._initialize();
    return new Bridge(core);
  }

  // The texts of one language. Throws if they belong to another build.
  useCatalog(bytes: Uint8Array): void {
    this.call(bytes, (size) => this.core.lp_catalog(size));
  }

  // Starts the session from the state JSON of the document.
  create(state: string): void {
    this.call(encoder.encode(state), (size) => this.core.lp_create(size));
  }

  // The list of municipalities. Throws if it is none.
  usePlaces(bytes: Uint8Array): void {
    this.call(bytes, (size) => this.core.lp_places(size));
  }

  // What the event leads to; nothing for an event about a control the form does not have.
  dispatch<Name extends EventName>(name: Name, ...args: EventArguments[Name]): Effect[] {
    const bytes = encodeMessage([name, ...args]);
    this.write(bytes);
    return this.core.lp_dispatch(bytes.length) === 1 ? decodeEffects(decodeMessage(this.result())) : [];
  }

  page(): PageParts {
    this.core.lp_page_html();
    const [language = "", direction = "", ...rest] = decodeMessage(this.result());
    const parts: Part[] = [];
    for (let i = 0; i + 1 < rest.length; i += 2) parts.push({ id: rest[i] ?? "", html: rest[i + 1] ?? "" });
    return { language, direction, parts };
  }

  // The page for the canvas module: a copy, it outlives the next call.
  wire(): Uint8Array {
    this.core.lp_page_wire();
    return this.result().slice();
  }

  private write(bytes: Uint8Array): void {
    const at = this.core.lp_buffer(bytes.length);
    if (at === 0) throw new Error("bridge: argument too large");
    new Uint8Array(this.core.memory.buffer).set(bytes, at);
  }

  private call(bytes: Uint8Array, action: (size: number) => number): void {
    this.write(bytes);
    if (action(bytes.length) !== 1) throw new Error(`bridge: ${decoder.decode(this.result())}`);
  }

  // Valid until the next call.
  private result(): Uint8Array {
    return new Uint8Array(this.core.memory.buffer, this.core.lp_result(), this.core.lp_result_size());
  }
}
