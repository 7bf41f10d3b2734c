// What somebody does to the page, as events of the form. Delegated on document: morphing never has to re-attach anything.
import type { Send } from "./attachments";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Handlers {
  send: Send;
  choose: (input: HTMLInputElement) => void;
  switchFace: (url: string) => void;
}

// A control of the form that asks something: not the hidden ones, not the buttons.
function controlOf(target: EventTarget | null): Control | undefined {
  const is_control = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  return is_control && target.form?.id === "lp-form" && target.name !== "" && target.type !== "hidden" ? target : undefined;
}

function valueOf(control: Control): string {
  const is_checkbox = control instanceof HTMLInputElement && control.type === "checkbox";
  return is_checkbox && !control.checked ? "" : control.value;
}

function tell(control: Control, { send, choose }: Handlers): void {
  if (!(control instanceof HTMLInputElement)) return send("change", control.name, control.value);
  if (control.type === "file") return control.files?.length ? choose(control) : undefined;
  if (control.type !== "radio" || control.checked) send("change", control.name, valueOf(control));
}

// What was typed, restored or filled in before the module was there.
export function tellEverything(handlers: Handlers): void {
  const form = document.getElementById("lp-form") as HTMLFormElement | null;
  for (const element of Array.from(form?.elements ?? [])) {
    const control = controlOf(element);
    if (control) tell(control, handlers);
  }
}

// A focusout between pointerdown and click must not move the button away under the pointer: it waits for the click.
function watchBlur(handlers: Handlers, signal: AbortSignal): void {
  let pressed = false;
  let left: string[] = [];
  const flush = () => {
    pressed = false;
    for (const name of left.splice(0)) if (!signal.aborted) handlers.send("blur", name);
  };
  document.addEventListener("pointerdown", () => (pressed = true), { signal, capture: true });
  for (const type of ["pointerup", "pointercancel"]) {
    document.addEventListener(type, () => setTimeout(flush), { signal, capture: true });
  }
  document.addEventListener("focusout", (event) => {
    const control = controlOf(event.target);
    // Moving inside a radio group is not leaving it.
    if (!control || control.type === "file" || controlOf(event.relatedTarget)?.name === control.name) return;
    left.push(control.name);
    if (!pressed) flush();
  }, { signal });
}

function onClick(event: MouseEvent, { switchFace }: Handlers): void {
  // The second half of a double click would press what has come to stand there.
  if (event.detail > 1 && event.target instanceof Element && event.target.closest("button[name=action]")) {
    return event.preventDefault();
  }
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || !plain || event.defaultPrevented) return;
  if (link.classList.contains("lp-face-switch")) {
    event.preventDefault();
    return switchFace(link.href);
  }
  // Links of the error summary: to the control, with its label in view, and without an entry in the history.
  const target = link.hash && link.pathname === location.pathname ? document.getElementById(link.hash.slice(1)) : null;
  if (!target || !link.closest(".lp-error-summary")) return;
  event.preventDefault();
  (target.closest(".lp-field, .lp-choice, .lp-checkbox") ?? target).scrollIntoView();
  target.focus({ preventScroll: true });
}

export function listen(handlers: Handlers, signal: AbortSignal): void {
  const onChange = (event: Event) => {
    const control = controlOf(event.target);
    if (control && !(event as InputEvent).isComposing) tell(control, handlers);
  };
  document.addEventListener("input", (event) => {
    if (controlOf(event.target)?.type !== "file") onChange(event);
  }, { signal });
  // "change" for files, and for password managers that leave out "input"; telling a value twice changes nothing.
  document.addEventListener("change", onChange, { signal });
  document.addEventListener("compositionend", onChange, { signal });
  watchBlur(handlers, signal);
  document.addEventListener("submit", (event) => {
    if ((event.target as Element).id !== "lp-form") return;
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.name !== "action") return; // the server knows what to do
    event.preventDefault();
    handlers.send("press", button.value);
  }, { signal });
  document.addEventListener("click", (event) => onClick(event, handlers), { signal });
}
