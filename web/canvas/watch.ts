// What the canvas has to know of the window and of hands: size, zoom, scrolling, colours, pointer, focus, paper.
export interface Watcher {
  resized: () => void;
  moved: () => void;
  touched: (change: { hovered?: Element | null; pressed?: Element | null }) => void;
  printing: (onPaper: boolean) => void;
}

export const media = {
  forcedColours: matchMedia("(forced-colors: active)"),
  dark: matchMedia("(prefers-color-scheme: dark)"),
  contrast: matchMedia("(prefers-contrast: more)"),
};

// Another screen or another zoom: the query is true for one ratio only.
function watchPixelRatio(changed: () => void, signal: AbortSignal): void {
  const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  const once = () => {
    if (signal.aborted) return;
    changed();
    watchPixelRatio(changed, signal);
  };
  query.addEventListener("change", once, { once: true, signal });
}

export function watch(watcher: Watcher, signal: AbortSignal): void {
  const options = { signal, passive: true };
  window.addEventListener("resize", watcher.resized, options);
  window.visualViewport?.addEventListener("resize", watcher.resized, options);
  window.addEventListener("scroll", watcher.moved, options);
  for (const query of Object.values(media)) query.addEventListener("change", watcher.resized, { signal });
  watchPixelRatio(watcher.resized, signal);
  window.addEventListener("beforeprint", () => watcher.printing(true), { signal });
  window.addEventListener("afterprint", () => watcher.printing(false), { signal });

  const element = (event: Event) => (event.target instanceof Element ? event.target : null);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") watcher.touched({ hovered: element(event) }); // a finger leaves no pointer behind
  }, options);
  document.documentElement.addEventListener("pointerleave", () => watcher.touched({ hovered: null }), options);
  document.addEventListener("pointerdown", (event) => watcher.touched({ pressed: element(event) }), options);
  for (const type of ["pointerup", "pointercancel", "dragend"]) {
    document.addEventListener(type, () => watcher.touched({ pressed: null }), options);
  }
  for (const type of ["focusin", "focusout", "input", "change", "keyup"]) {
    // After the event: a focus that moves is nowhere in between.
    document.addEventListener(type, () => queueMicrotask(() => !signal.aborted && watcher.touched({})), options);
  }
}
