// The only user of canvas.wasm (wasm/canvas/canvas_bridge.h): calls in, bytes out. Nothing of the module's memory leaves
// this file uncopied.
import create, { type CanvasModule } from "wasm:canvas.mjs";

export interface Rect {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Layout {
  height: number; // of the document
  fieldTextPx: number;
  rects: Rect[];
}
export interface View {
  width: number;
  height: number;
  scale: number;
  kiosk: boolean;
  dark: boolean;
  contrast: boolean;
  switchText: string;
}
export interface ElementState {
  hovered: string;
  pressed: string;
  ringed: string;
  checked: string[];
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // Not compileStreaming: a proxy that serves another media type must not be the end.
  return WebAssembly.compile(await response.arrayBuffer());
}

export class CanvasBridge {
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();
  private context = 0;

  private constructor(private readonly module: CanvasModule) {}

  static async load(url: string): Promise<CanvasBridge> {
    const compiled = await compile(url);
    const module = await new Promise<CanvasModule>((resolve, reject) => {
      const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
        WebAssembly.instantiate(compiled, imports).then(done, reject);
        return {};
      };
      create({ instantiateWasm }).then(resolve, reject);
    });
    return new CanvasBridge(module);
  }

  // Also after a lost context came back.
  open(gl: WebGL2RenderingContext): boolean {
    if (this.context === 0) this.context = this.module.GL.registerContext(gl, { majorVersion: 2, minorVersion: 0 });
    return this.module.GL.makeContextCurrent(this.context) && this.module._canvas_open() === 1;
  }

  page(bytes: Uint8Array): boolean {
    return this.module._canvas_page(this.give(bytes)) === 1;
  }

  view(view: View): void {
    const flags = (view.kiosk ? 1 : 0) | (view.dark ? 2 : 0) | (view.contrast ? 4 : 0);
    const size = this.give(this.encoder.encode(view.switchText));
    this.module._canvas_view(view.width, view.height, view.scale, flags, size);
  }

  // Whether that looks different from before.
  state(state: ElementState): boolean {
    const strings = [state.hovered, state.pressed, state.ringed, ...state.checked].map((text) => this.encoder.encode(text));
    const message = new Uint8Array(strings.reduce((sum, bytes) => sum + 4 + bytes.length, 4));
    const numbers = new DataView(message.buffer);
    numbers.setUint32(0, strings.length, true);
    let at = 4;
    for (const bytes of strings) {
      numbers.setUint32(at, bytes.length, true);
      message.set(bytes, at + 4);
      at += 4 + bytes.length;
    }
    return this.module._canvas_state(this.give(message)) === 1;
  }

  layout(raster: number): Layout {
    const start = this.module._canvas_layout(raster);
    const numbers = new DataView(this.module.HEAPU8.buffer, start);
    const count = numbers.getUint32(8, true);
    const layout: Layout = { height: numbers.getUint32(0, true), fieldTextPx: numbers.getUint32(4, true) / 64, rects: [] };
    for (let i = 0, at = 12; i < count; i++) {
      const length = numbers.getUint32(at + 16, true);
      const key = this.decoder.decode(this.module.HEAPU8.slice(start + at + 20, start + at + 20 + length));
      const [x, y, width, height] = [0, 4, 8, 12].map((offset) => numbers.getInt32(at + offset, true)) as [number, number, number, number];
      layout.rects.push({ key, x, y, width, height });
      at += 20 + length;
    }
    return layout;
  }

  frame(top: number, height: number): boolean {
    return this.module._canvas_frame(top, height) === 1;
  }

  // A copy of the typeface's file.
  font(weight: "regular" | "bold"): ArrayBuffer {
    const start = this.module._canvas_font(weight === "bold" ? 1 : 0);
    const size = new DataView(this.module.HEAPU8.buffer, start).getUint32(4, true);
    return this.module.HEAPU8.slice(start + 8, start + 8 + size).buffer;
  }

  private give(bytes: Uint8Array): number {
    const address = this.module._canvas_buffer(bytes.length);
    if (address === 0) throw new Error(`too long for the canvas: ${bytes.length} bytes`);
    this.module.HEAPU8.set(bytes, address); // after the call: it may have moved the memory
    return bytes.length;
  }
}
