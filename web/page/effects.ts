// What the form asks of the browser. One case for each effect of wasm/events.h.
import { announce } from "./announce";
import type { Attachments, Send } from "./attachments";
import type { Bridge, Effect } from "./bridge";
import { tellFocus, tellStep } from "./frame";
import { showStep } from "./history";
import { leaving, postFields, postForm } from "./leave";
import { render } from "./morph";
import { openSaved } from "./saved_door";

const submitTimeoutMs = 60_000;

export interface Surroundings {
  bridge: Bridge;
  send: Send;
  attachments: Attachments;
  // Another face that shows the same page (canvas).
  shown: () => void;
  signal: AbortSignal;
}

function focus(id: string): void {
  const element = document.getElementById(id);
  if (!element) return;
  element.focus();
  tellFocus(element);
}

async function submit(url: string, body: string, { send, signal }: Surroundings): Promise<void> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), submitTimeoutMs);
  let status = "0";
  let answer = "";
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "PUT", headers, body, signal: giveUp.signal });
    answer = await response.text();
    status = String(response.status);
  } catch {
    status = "0"; // no answer, or half of one: the same submission may be sent again, the server knows its id
  }
  clearTimeout(timer);
  if (!signal.aborted) send("submitted", status, answer);
}

async function fetchBytes(name: string): Promise<Uint8Array> {
  const url = document.body.getAttribute(`data-${name}`);
  const response = url ? await fetch(url) : null;
  if (!response?.ok) throw new Error(`no ${name}`);
  return new Uint8Array(await response.arrayBuffer());
}

export const fetchCatalog = (code: string): Promise<Uint8Array> => fetchBytes(`catalog-${code}`);

// Without it the form goes on; the server knows all places.
async function fetchPlaces({ bridge, send, signal }: Surroundings): Promise<void> {
  let state: "loaded" | "missing" = "loaded";
  try {
    const bytes = await fetchBytes("places");
    if (signal.aborted) return;
    bridge.usePlaces(bytes);
  } catch {
    state = "missing";
  }
  if (!signal.aborted) send("places", state);
}

async function switchLanguage(code: string, { bridge, send, signal }: Surroundings): Promise<void> {
  try {
    const texts = await fetchCatalog(code);
    if (signal.aborted) return;
    bridge.useCatalog(texts);
  } catch {
    return postForm(`lang:${code}`); // texts of another build, or out of reach: the server has them all
  }
  send("language", code);
}

export function perform(effect: Effect, around: Surroundings): void {
  switch (effect.name) {
    case "render":
      render(() => around.bridge.page());
      return around.shown();
    case "focus":
      return focus(effect.id);
    case "announce":
      return announce(effect.text);
    case "title":
      document.title = effect.text;
      return;
    case "step":
      showStep(effect.key);
      window.scrollTo(0, 0);
      return tellStep();
    case "upload":
      return around.attachments.upload(effect);
    case "remove":
      void fetch(effect.url, { method: "DELETE", keepalive: true }).catch(() => undefined);
      return;
    case "submit":
      void submit(effect.url, effect.body, around);
      return;
    case "go":
      leaving();
      location.assign(effect.url);
      return;
    case "post":
      return postFields(effect.url, effect.fields);
    case "take":
      return openSaved(around.send, effect.saved);
    case "places":
      void fetchPlaces(around);
      return;
    case "catalog":
      void switchLanguage(effect.code, around);
      return;
    default:
      return effect satisfies never;
  }
}
