// New HTML into the old DOM: focus, caret, selection, scroll position and what somebody is typing stay.
import { Idiomorph } from "idiomorph";
import type { PageParts } from "./bridge";

// An element that a script put into the page and that the page tree does not know; morphing leaves it alone.
export const foreignClass = "lp-activity";

const isText = (element: Element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

const callbacks = {
  // What is being typed at this moment always wins. (Idiomorph's ignoreActiveValue leaves out the words of a focused
  // button as well.)
  beforeAttributeUpdated: (name: string, element: Element) =>
    !(name === "value" && element === document.activeElement && isText(element)),
  beforeNodeRemoved: (node: Node) => !(node instanceof Element && node.classList.contains(foreignClass)),
};

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
  for (const { id, html } of parts) {
    const element = document.getElementById(id);
    if (element) Idiomorph.morph(element, html, { morphStyle: "innerHTML", callbacks });
  }
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
