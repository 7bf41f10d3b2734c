// Decides what drives this page. The server's page is complete and posts natively; only when everything of the live page
// is there does it take over, and if it ever breaks it lets go: the form below carries the whole draft at all times.
import { prepareAnnouncements } from "./announce";
import { Attachments, type Send } from "./attachments";
import { Bridge, type Effect } from "./bridge";
import { startCanvas, type CanvasFace } from "./canvas_door";
import { fetchCatalog, perform, type Surroundings } from "./effects";
import { startFrame } from "./frame";
import { startHistory } from "./history";
import { type Handlers, listen, tellEverything } from "./input_events";
import { guardAnswers } from "./leave";
import { watchComposition } from "./morph";
import { openSaved, somethingSaved } from "./saved_door";

async function loadCore(url: string, state: string): Promise<Bridge> {
  const [bridge, texts] = await Promise.all([Bridge.load(url), fetchCatalog(document.documentElement.lang)]);
  bridge.useCatalog(texts);
  bridge.create(state);
  return bridge;
}

function goLive(bridge: Bridge): void {
  const alive = new AbortController();
  let canvas: CanvasFace | undefined;

  // The module trapped or a script failed: nobody listens any more, the DOM stays, the form posts natively.
  const letGo = (reason: unknown) => {
    if (alive.signal.aborted) return;
    alive.abort();
    canvas?.stop();
    document.body.dataset["live"] = "lost";
    console.error(reason);
  };
  const guarded = <Arguments extends unknown[]>(action: (...args: Arguments) => void) => (...args: Arguments) => {
    if (alive.signal.aborted) return;
    try {
      action(...args);
    } catch (reason) {
      letGo(reason);
    }
  };

  // One event at a time: morphing away the focused field is an event ("blur") in the middle of another one.
  const waiting: (() => Effect[])[] = [];
  let busy = false;
  const work = guarded(() => {
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) handle(next());
    busy = false;
  });
  const handle = (effects: Effect[]) => {
    const before = document.activeElement;
    for (const effect of effects) perform(effect, around);
    // The pressed button left the page (language, removed file): the next Tab goes on from the content, not from the top.
    const lost = before !== document.body && document.activeElement === document.body && !before?.isConnected;
    if (lost) document.getElementById("lp-main")?.focus({ preventScroll: true });
  };
  const queue = (event: () => Effect[]) => {
    waiting.push(event);
    if (!busy) work();
  };
  const send: Send = (name, ...args) => queue(() => bridge.dispatch(name, ...args));
  const attachments = new Attachments(send, alive.signal);
  const around: Surroundings = { bridge, send, attachments, shown: guarded(() => canvas?.show()), signal: alive.signal };
  const handlers: Handlers = {
    send,
    tell: (changes) => queue(() => changes.flatMap(([name, value]) => bridge.dispatch("change", name, value))),
    choose: guarded((input: HTMLInputElement) => attachments.choose(input)),
  };

  prepareAnnouncements();
  watchComposition(alive.signal);
  startHistory((step) => send("press", `goto:${step}`), alive.signal);
  tellEverything(handlers);
  listen(handlers, alive.signal);
  guardAnswers(alive.signal);
  if (alive.signal.aborted) return;
  document.body.dataset["live"] = "yes";
  if (somethingSaved()) openSaved(send);
  if (document.body.dataset["face"] !== "canvas") return;
  startCanvas({ wire: () => bridge.wire(), send, letGo })
    .then((face) => {
      if (alive.signal.aborted) return face.stop();
      canvas = face;
      canvas.show();
    })
    .catch((reason) => console.error(reason)); // without WebGL the live page is the face
}

async function boot(): Promise<void> {
  startFrame();
  const state = document.getElementById("lp-state")?.textContent;
  const url = document.body.dataset["core"];
  if (!state || !url) return;
  try {
    goLive(await loadCore(url, state));
  } catch (reason) {
    console.warn(reason); // blocked, missing, of another build: the plain page stays
  }
}

void boot();
