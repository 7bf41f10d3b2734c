// <script src="https://forms.example/embed.js" data-library="musterstadt" async></script> puts a library's form into the
// page of a portal, right after itself. docs/embedding.md describes the attributes and the messages. No storage, no cookie.
import type { FrameMessage } from "../page/frame";

const answerTimeoutMs = 8000;
const maxHeightPx = 20_000;
const firstHeight = "50rem";

function urlOf(script: HTMLScriptElement, library: string): URL {
  const url = new URL(`/${encodeURIComponent(library)}/`, script.src);
  if (script.dataset["lang"]) url.searchParams.set("lang", script.dataset["lang"]);
  return url;
}

function frameFor(script: HTMLScriptElement, url: URL): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.src = url.href;
  frame.title = script.dataset["title"] ?? url.pathname.slice(1, -1);
  frame.style.cssText = `display:block;width:100%;border:0;height:${firstHeight}`;
  return frame;
}

// For a frame that never answers: refused by frame-ancestors, blocked, or without scripts inside.
function wayOut(script: HTMLScriptElement, url: URL): HTMLElement {
  const paragraph = document.createElement("p");
  const link = document.createElement("a");
  link.href = url.href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = script.dataset["link"] ?? url.href;
  paragraph.append(link);
  return paragraph;
}

// A message of our frame, or nothing. Anybody may send anything to a window.
function parse(data: unknown): FrameMessage | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { lesepass, type, height, top } = data as Record<string, unknown>;
  const within = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= maxHeightPx;
  if (lesepass !== 1) return undefined;
  if (type === "height" && within(height) && height >= 1) return { lesepass, type, height };
  if (type === "show" && within(top)) return { lesepass, type, top };
  return type === "step" ? { lesepass, type } : undefined;
}

// Brings the given line of the frame into view, if it is not.
function reveal(frame: HTMLIFrameElement, top: number): void {
  const y = frame.getBoundingClientRect().top + top;
  if (y < 0 || y > window.innerHeight * 0.8) window.scrollBy(0, y - 16);
}

function embed(script: HTMLScriptElement): void {
  const library = script.dataset["library"];
  if (!library) throw new Error("embed.js: data-library is missing");
  const url = urlOf(script, library);
  const frame = frameFor(script, url);
  const exit = wayOut(script, url);
  const timer = setTimeout(() => frame.after(exit), answerTimeoutMs);

  let loads = 0;
  const onLoad = () => {
    frame.contentWindow?.postMessage({ lesepass: 1, type: "hello" }, url.origin);
    // Another page in the frame (the receipt, or a step without scripts) begins at its top.
    loads += 1;
    if (loads > 1) reveal(frame, 0);
  };
  const onMessage = ({ source, origin, data }: MessageEvent) => {
    if (source !== frame.contentWindow || origin !== url.origin) return;
    const message = parse(data);
    if (!message) return;
    clearTimeout(timer);
    exit.remove();
    // Height first: a step that shows at once must not be scrolled to inside the old height.
    if (message.type === "height") frame.style.height = `${message.height}px`;
    else reveal(frame, message.type === "show" ? message.top : 0);
  };
  window.addEventListener("message", onMessage);
  frame.addEventListener("load", onLoad);
  script.after(frame);
}

if (document.currentScript instanceof HTMLScriptElement) embed(document.currentScript);
