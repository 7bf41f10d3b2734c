// Inside a portal's frame: tell the portal's embed.js how high the page is, when a new step begins, and where the focus
// went. Only to a parent that said hello and whose origin the server listed (body data-embed-origins). No storage.
export type FrameMessage = { lesepass: 1 } & ({ type: "height"; height: number } | { type: "step" } | { type: "show"; top: number });

let tellParent: ((message: FrameMessage) => void) | undefined;

function sendHeight(): void {
  tellParent?.({ lesepass: 1, type: "height", height: Math.ceil(document.body.getBoundingClientRect().height) });
}

export function startFrame(): void {
  if (window.parent === window) return;
  document.documentElement.classList.add("lp-framed");
  const origins = (document.body.dataset["embedOrigins"] ?? "").split(" ").filter(Boolean);
  window.addEventListener("message", ({ source, origin, data }) => {
    if (source !== window.parent || !origins.includes(origin)) return;
    if (typeof data !== "object" || data === null || data.lesepass !== 1 || data.type !== "hello") return;
    const known = tellParent !== undefined;
    tellParent = (message) => window.parent.postMessage(message, origin);
    sendHeight();
    if (!known) new ResizeObserver(sendHeight).observe(document.body);
  });
}

export function tellStep(): void {
  tellParent?.({ lesepass: 1, type: "step" });
}

// The frame never scrolls, so the portal has to bring a focused element into view.
export function tellFocus(element: Element): void {
  tellParent?.({ lesepass: 1, type: "show", top: Math.max(0, Math.floor(element.getBoundingClientRect().top)) });
}
