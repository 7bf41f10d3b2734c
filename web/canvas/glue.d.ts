// canvas.mjs: what Emscripten wrote beside canvas.wasm. Only what canvas_bridge.ts uses of it.
declare module "wasm:canvas.mjs" {
  export interface CanvasModule {
    HEAPU8: Uint8Array;
    GL: {
      registerContext(context: WebGL2RenderingContext, attributes: { majorVersion: number; minorVersion: number }): number;
      makeContextCurrent(handle: number): boolean;
    };
    _canvas_buffer(size: number): number;
    _canvas_open(): number;
    _canvas_page(size: number): number;
    _canvas_view(width: number, height: number, scale: number, flags: number, size: number): void;
    _canvas_state(size: number): number;
    _canvas_layout(raster: number): number;
    _canvas_frame(top: number, height: number): number;
    _canvas_font(bold: number): number;
  }
  type Done = (instance: WebAssembly.Instance) => void;
  const create: (options: { instantiateWasm: (imports: WebAssembly.Imports, done: Done) => object }) => Promise<CanvasModule>;
  export default create;
}
