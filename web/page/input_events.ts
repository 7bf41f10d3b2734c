// What somebody does to the page, as events of the form. Delegated on document: morphing never has to re-attach anything.
import type { Send } from "./attachments";
import { leaving } from "./leave";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

type Change = [name: string, value: string];

export interface Handlers {
  send: Send;
  // Several answers as one event: the page is shown after the last of them.
  tell: (changes: Change[]) => void;
  choose: (input: HTMLInputElement) => void;
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

// All that differs from what the page was last shown with, and `told` in any case. Whoever fills in several fields at once
// (autofill) tells of one after the other: showing the page in between would wipe out those not told yet.
function changes(told?: Control): Change[] {
  const form = document.getElementById("lp-form") as HTMLFormElement | null;
  return Array.from(form?.elements ?? []).flatMap((element): Change[] => {
    const control = controlOf(element);
    if (!control || control.type === "file") return [];
    if (control instanceof HTMLInputElement && control.type === "radio" && !control.checked) return [];
    const same = control instanceof HTMLInputElement && control.value === control.defaultValue && control.checked === control.defaultChecked;
    return same && control !== told ? [] : [[control.name, valueOf(control)]];
  });
}

// What was typed, restored or filled in before the module was there.
export function tellEverything({ tell, choose }: Handlers): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("#lp-form input[type=file]")) if (input.files?.length) choose(input);
  tell(changes());
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

function onClick(event: MouseEvent): void {
  // The second half of a double click would press what has come to stand there.
  if (event.detail > 1 && event.target instanceof Element && event.target.closest("button[name=action]")) {
    return event.preventDefault();
  }
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || !plain || event.defaultPrevented) return;
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
    if (!control || (event as InputEvent).isComposing) return;
    if (control.type !== "file") handlers.tell(changes(control));
    else if ((control as HTMLInputElement).files?.length) handlers.choose(control as HTMLInputElement);
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
    // Another face is another document, and what is no action of ours is the server's: natively, with the whole draft.
    if (!(button instanceof HTMLButtonElement) || button.name !== "action" || button.hasAttribute("formaction")) return leaving();
    event.preventDefault();
    tellEverything(handlers); // some fill in without telling
    handlers.send("press", button.value);
  }, { signal });
  document.addEventListener("click", onClick, { signal });
}
