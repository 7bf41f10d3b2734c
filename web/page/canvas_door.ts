// What boot.ts and the canvas face (web/canvas) know of each other.
import type { Send } from "./attachments";

export interface CanvasHost {
  // The present page as bytes for the canvas module (wasm/bridge.h, lp_page_wire).
  wire: () => Uint8Array;
  send: Send;
  // The canvas can not go on; `reason` goes to the console. The page below stays usable.
  letGo: (reason: unknown) => void;
}
export interface CanvasFace {
  show: () => void; // the page changed
  stop: () => void; // remove everything, the DOM face takes over
}
interface CanvasModule {
  start: (host: CanvasHost) => Promise<CanvasFace>;
}

export async function startCanvas(host: CanvasHost): Promise<CanvasFace> {
  const url = document.body.dataset["canvasJs"];
  if (!url) throw new Error("no canvas module");
  const module = (await import(url)) as CanvasModule;
  return module.start(host);
}
