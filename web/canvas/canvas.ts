// The canvas face: Dear ImGui draws the page tree, the page's own elements lie over it. When there is no WebGL2, while its
// context is lost, in forced colours and on paper, the live page below is the face: nothing of it was ever taken away.
import type { CanvasFace, CanvasHost } from "../page/canvas_door";
import { CanvasBridge, type Layout } from "./canvas_bridge";
import { Overlay } from "./overlay";
import { Surface } from "./surface";
import { sayUnavailable } from "./unavailable";
import { media, watch } from "./watch";

const shownClass = "lp-canvas";

async function loadStyle(url: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  await new Promise<void>((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`no style sheet ${url}`));
    document.head.append(link);
  });
}

class Stage implements CanvasFace {
  private readonly alive = new AbortController();
  private readonly overlay = new Overlay();
  private readonly mutations = new MutationObserver(() => this.show());
  private layout: Layout | undefined;
  private planned = 0;
  private frames = 0;
  private lost = false;
  private onPaper = false;
  private hovered: Element | null = null;
  private pressed: Element | null = null;

  constructor(private readonly host: CanvasHost, private readonly bridge: CanvasBridge, private readonly surface: Surface) {
    document.body.prepend(surface.element);
    watch({
      resized: () => this.arrange(),
      moved: () => this.layout && this.surface.isLeaving(this.layout.height) && this.plan(),
      touched: ({ hovered, pressed }) => {
        if (hovered !== undefined) this.hovered = hovered;
        if (pressed !== undefined) this.pressed = pressed;
        this.tellState();
      },
      printing: (onPaper) => {
        this.onPaper = onPaper;
        this.arrange();
      },
    }, this.alive.signal);
    const options = { signal: this.alive.signal };
    surface.element.addEventListener("webglcontextlost", (event) => {
      event.preventDefault(); // without this it would never come back
      this.lost = true;
      this.arrange();
    }, options);
    surface.element.addEventListener("webglcontextrestored", () => {
      this.lost = !surface.gl || !this.bridge.open(surface.gl);
      this.arrange();
    }, options);
  }

  // The page changed. Places the elements at once: the form may want to set the focus next, and that scrolls.
  show(): void {
    this.guarded(() => {
      if (!this.bridge.page(this.host.wire())) throw new Error("the canvas does not know this page");
      this.arrangeUnguarded();
    });
  }

  stop(): void {
    this.alive.abort();
    cancelAnimationFrame(this.planned);
    this.leave();
    this.surface.element.remove();
  }

  // A trap in the module ends this face, not the form.
  private guarded(action: () => void): void {
    if (this.alive.signal.aborted) return;
    try {
      action();
    } catch (reason) {
      console.error(reason);
      this.stop();
      sayUnavailable();
    }
  }

  private arrange(): void {
    this.guarded(() => this.arrangeUnguarded());
  }

  private arrangeUnguarded(): void {
    // Dear ImGui neither joins Arabic letters nor writes from right to left.
    const rightToLeft = document.documentElement.dir === "rtl";
    if (this.lost || this.onPaper || rightToLeft || media.forcedColours.matches) return this.leave();
    const first = !document.documentElement.classList.contains(shownClass);
    const focused = document.activeElement;
    document.documentElement.classList.add(shownClass);
    const geometry = this.surface.geometry();
    this.bridge.view({
      ...geometry,
      kiosk: Boolean(document.body.dataset["kiosk"]),
      dark: media.dark.matches,
      contrast: media.contrast.matches,
      switchText: document.querySelector(".lp-face-switch")?.textContent ?? "",
    });
    this.layout = this.bridge.layout(geometry.raster);
    document.documentElement.style.setProperty("--lp-canvas-text", `${this.layout.fieldTextPx}px`);
    this.overlay.place(this.layout.rects, this.layout.height);
    this.listenToPage();
    this.tellState();
    if (!first) return this.plan();
    this.draw(); // at once, or the page would be bare for a moment
    if (focused && focused !== document.body) focused.scrollIntoView({ block: "nearest" });
  }

  // Whatever else changes the page (a composition that ends, the bar of an upload) is placed anew.
  private listenToPage(): void {
    for (const element of document.querySelectorAll("header, main, footer")) {
      this.mutations.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
    }
    this.mutations.takeRecords();
  }

  private leave(): void {
    this.mutations.disconnect();
    if (!document.documentElement.classList.contains(shownClass)) return;
    document.documentElement.classList.remove(shownClass);
    this.overlay.clear();
    const focused = document.activeElement;
    if (focused && focused !== document.body) focused.scrollIntoView({ block: "nearest" });
  }

  private tellState(): void {
    if (this.bridge.state(this.overlay.state(this.hovered, this.pressed))) this.plan();
  }

  private plan(): void {
    if (this.planned !== 0 || this.alive.signal.aborted) return;
    this.planned = requestAnimationFrame(() => this.guarded(() => this.draw()));
  }

  private draw(): void {
    this.planned = 0;
    if (!this.layout || !document.documentElement.classList.contains(shownClass)) return;
    const { top, height } = this.surface.fit(this.surface.geometry(), this.layout.height);
    const start = performance.now();
    const drawn = this.bridge.frame(top, height);
    if (!drawn && !this.surface.gl?.isContextLost()) throw new Error("WebGL2 refused to draw");
    this.frames += 1;
    // For tests and measurements: nothing is drawn while nobody does anything.
    document.documentElement.dataset["lpFrames"] = String(this.frames);
    document.documentElement.dataset["lpFrameMs"] = (performance.now() - start).toFixed(2);
  }
}

// Fields show what is typed in the painter's typeface.
async function useTypeface(bridge: CanvasBridge): Promise<void> {
  const face = new FontFace("Lesepass Canvas", bridge.font("regular"));
  document.fonts.add(await face.load());
}

export async function start(host: CanvasHost): Promise<CanvasFace> {
  try {
    const { canvasWasm, canvasCss } = document.body.dataset;
    if (!canvasWasm || !canvasCss) throw new Error("parts of the canvas are missing");
    const surface = new Surface();
    if (!surface.gl) throw new Error("no WebGL2");
    const [bridge] = await Promise.all([CanvasBridge.load(canvasWasm), loadStyle(canvasCss)]);
    if (!bridge.open(surface.gl)) throw new Error("WebGL2 refused the painter's program");
    await useTypeface(bridge);
    return new Stage(host, bridge, surface);
  } catch (reason) {
    sayUnavailable();
    throw reason;
  }
}
