// New HTML into the old DOM: focus, caret, selection, scroll position and what somebody is typing stay. All HTML is ours
// (shared/page/html.cpp): whatever a person can touch has an id, or stands alone with one in an element of its own.
import type { PageParts } from "./bridge";

// An element that a script put into the page and that the page tree does not know; morphing leaves it alone.
export const foreignClass = "lp-activity";

type Control = HTMLInputElement | HTMLTextAreaElement;

const isControl = (node: Node): node is Control => node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
const isForeign = (node: Node) => node instanceof Element && node.classList.contains(foreignClass);
// What is being typed at this moment always wins.
const isTyped = (node: Node) => node === document.activeElement && isControl(node) && !["radio", "checkbox"].includes(node.type);

// By what an element is found again: its id, or the first one inside it.
const keyOf = (node: Node | null) => (node instanceof Element ? node.id || node.querySelector("[id]")?.id : undefined);

function morphAttributes(old: Element, fresh: Element): void {
  const keep = (name: string) => name === "value" && isTyped(old);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value && !keep(name)) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !keep(name)) old.removeAttribute(name);
}

// What a person has changed is no attribute.
function morphControl(old: Control, fresh: Control): void {
  if (old instanceof HTMLInputElement) old.checked = (fresh as HTMLInputElement).checked;
  if (!isTyped(old) && old.type !== "file" && old.value !== fresh.value) old.value = fresh.value;
}

function morphNode(old: Node, fresh: Node): void {
  if (!(old instanceof Element)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  morphAttributes(old, fresh as Element);
  if (old instanceof HTMLTextAreaElement) {
    if (old.defaultValue !== fresh.textContent) old.defaultValue = fresh.textContent ?? "";
  } else {
    morphChildren(old, fresh);
  }
  if (isControl(old)) morphControl(old, fresh as Control);
}

// Goes through both lists of children side by side: `at` is the first old one that has no place yet.
function morphChildren(old: Element, fresh: Node): void {
  const present = new Map([...old.children].map((child) => [keyOf(child), child]));
  const wanted = new Set([...fresh.childNodes].map(keyOf));
  let at = old.firstChild;
  const passForeign = () => {
    while (at && isForeign(at)) at = at.nextSibling;
  };
  const drop = () => {
    const dropped = at;
    at = at?.nextSibling ?? null;
    dropped?.remove();
    passForeign();
  };
  for (const node of [...fresh.childNodes]) {
    passForeign();
    const key = keyOf(node);
    const kept = key === undefined ? at : present.get(key);
    if (!kept || kept.nodeName !== node.nodeName || keyOf(kept) !== key) {
      old.insertBefore(node, at);
      continue;
    }
    // What stood before it and is nowhere any more goes; then, if others still stand there, it moves up.
    while (at && at !== kept && !(keyOf(at) && wanted.has(keyOf(at)))) drop();
    if (at === kept) at = kept.nextSibling;
    else old.insertBefore(kept, at);
    morphNode(kept, node);
  }
  passForeign();
  while (at) drop();
}

let composing = false;
let postponed: (() => void) | undefined;

// While an input method composes, the field belongs to it: the page waits.
export function watchComposition(signal: AbortSignal): void {
  document.addEventListener("compositionstart", () => (composing = true), { signal });
  document.addEventListener("compositionend", () => {
    composing = false;
    postponed?.();
    postponed = undefined;
  }, { signal });
}

function showParts({ language, direction, parts }: PageParts): void {
  if (document.documentElement.lang !== language) switchLanguage(language, direction);
  const before = document.activeElement;
  for (const { id, html } of parts) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const element = document.getElementById(id);
    if (element) morphChildren(element, template.content);
  }
  // An element that moved has lost the focus.
  if (before instanceof HTMLElement && before.isConnected && before !== document.activeElement) before.focus({ preventScroll: true });
}

// What lies outside of the parts: the document itself, and the switch of the face, whose words came with the page.
function switchLanguage(language: string, direction: string): void {
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  const words = document.body.getAttribute(`data-switch-${language}`);
  const element = document.querySelector(".lp-face-switch");
  if (element && words) element.textContent = words;
}

// `page` is asked for when it can be shown: after a composition, that is the then present page.
export function render(page: () => PageParts): void {
  if (composing) postponed = () => showParts(page());
  else showParts(page());
}
