// Ways out of the live page: native posts, which need nothing but the browser.
const formOf = () => document.getElementById("lp-form") as HTMLFormElement | null;

function hidden(name: string, value: string): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  return input;
}

// Sends the page's own form with an action, to its own address or another one. The form carries the whole draft.
export function postForm(action: string, url?: string): void {
  const form = formOf();
  if (!form) return;
  if (url !== undefined) form.action = url;
  form.append(hidden("action", action));
  form.submit();
}

// Another library's form, with the draft. Inside a portal's frame it is not at home: it gets the whole window.
export function postFields(url: string, json: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.enctype = "multipart/form-data";
  form.action = url;
  if (window.parent !== window) form.target = "_top";
  for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, string>)) form.append(hidden(name, value));
  document.body.append(form);
  form.submit();
}
