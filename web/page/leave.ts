// Ways out of the live page: native posts, which need nothing but the browser.
const formOf = () => document.getElementById("lp-form") as HTMLFormElement | null;

function hidden(name: string, value: string): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}

// A reload or a closed tab would take the answers along, and keeping them on the device is nobody's decision but the
// applicant's: the browser asks first. Not when the form itself leaves.
let typed = false;

export function leaving(): void {
  typed = false;
}

export function guardAnswers(signal: AbortSignal): void {
  document.addEventListener("input", () => (typed = true), { signal });
  window.addEventListener("beforeunload", (event) => {
    if (typed && document.body.dataset["kiosk"] !== "1") event.preventDefault();
  }, { signal });
}

// Sends the page's own form with an action; the form carries the whole draft.
export function postForm(action: string): void {
  const form = formOf();
  if (!form) return;
  leaving();
  form.append(hidden("action", action));
  form.submit();
}

// Another library's form, with the draft. Inside a portal's frame it is not at home: it gets the whole window.
export function postFields(url: string, json: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.enctype = "multipart/form-data";
  form.action = url;
  // Another library may not be framed by this portal; the own form may.
  if (window.parent !== window && new URL(form.action).pathname !== location.pathname) form.target = "_top";
  for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, string>)) form.append(hidden(name, value));
  document.body.append(form);
  leaving();
  form.submit();
}
