// Saving and loading answers on the live page. The words and controls are the server's own page ("take", fetched without
// any data) in a dialog; what happens is C++ in seal.wasm. Nothing typed here leaves the device.
import type { Send } from "../page/attachments";
import { keptFlag } from "../page/saved_door";
import { forget, keep, kept } from "./kept";
import { close, drawQr, fromText, makePhrase, open as openSealed, Refused, toText } from "./seal_bridge";

const fragmentMark = "#d=";
type Saying = "kept" | "forgotten" | "long" | "words" | "file" | "failed";

// A button named "action" hides the property of that name.
const formUrl = () => new URL(document.getElementById("lp-form")!.getAttribute("action")!, location.href).href;

// Only a page of one's own keeps anything: not a kiosk, not a portal's frame, not where storage is switched off.
function mayKeep(): boolean {
  return window.parent === window && !document.body.dataset["kiosk"] && window.isSecureContext && "indexedDB" in window;
}

async function makeDialog(): Promise<HTMLDialogElement> {
  const response = await fetch(`${new URL("take", formUrl())}?lang=${encodeURIComponent(document.documentElement.lang)}`);
  if (!response.ok) throw new Error(`take: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.getElementById("lp-form") as HTMLFormElement;
  const dialog = document.createElement("dialog");
  dialog.className = "lp-take";
  dialog.setAttribute("aria-labelledby", "take-title");
  form.id = "take-form"; // page/input_events.ts listens to the form's own controls only
  form.querySelector("h1")!.id = "take-title";
  dialog.append(document.adoptNode(form));
  for (const saying of dialog.querySelectorAll<HTMLElement>("[id^=take-says-]")) saying.hidden = true;
  const status = document.createElement("div");
  status.id = "take-status";
  status.setAttribute("role", "status");
  form.append(status);
  return dialog;
}

class Saving {
  private readonly part = (id: string) => this.dialog.querySelector<HTMLElement>(`#take-${id}`)!;

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly send: Send,
    private readonly content: string | undefined, // nothing to save: somebody came to load
    private readonly sealed: string,              // of the address
  ) {}

  async show(): Promise<void> {
    const asks = this.content === undefined;
    const has_kept = asks && this.sealed === "" && (await kept()) !== undefined;
    if (asks && this.sealed === "" && !has_kept) return;
    const kiosk = Boolean(document.body.dataset["kiosk"]);
    this.part("resume").hidden = !has_kept;
    this.part("file").hidden = asks;
    this.part("qr").hidden = asks;
    this.part("keep").hidden = asks || !mayKeep();
    this.showLoading(!has_kept);
    this.part("load-file").closest<HTMLElement>(".lp-field")!.hidden = this.sealed !== "";
    // A kiosk's visitor has no place for files there, but a telephone with a camera.
    for (const id of ["b-take-file", "b-take-copy"]) this.dialog.querySelector<HTMLElement>(`#${id}`)!.hidden = kiosk;
    if (kiosk && this.sealed === "") this.showLoading(false);
    if (!asks) this.part("phrase").textContent = await makePhrase();
    document.body.append(this.dialog);
    this.dialog.addEventListener("close", () => this.dialog.remove());
    this.dialog.addEventListener("submit", (event) => this.onSubmit(event));
    // Enter would press the first button of the form, which is another section's.
    this.part("load-words").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.run("load");
    });
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  private showLoading(shown: boolean): void {
    this.part("load").hidden = this.dialog.querySelector<HTMLElement>("#b-take-load")!.hidden = !shown;
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    this.run((event.submitter as HTMLButtonElement | null)?.value.replace("take:", "") ?? "");
  }

  private run(action: string): void {
    this.act(action).catch((reason) => {
      const code = reason instanceof Refused ? reason.message : "";
      if (code === "") console.error(reason);
      this.say(code === "seal.words" ? "words" : code === "seal.size" ? "long" : code === "" || code === "seal.memory" ? "failed" : "file");
    });
  }

  private async act(action: string): Promise<void> {
    const words = this.part("phrase").textContent ?? "";
    const content = this.content ?? "";
    switch (action) {
      case "copy":
        return navigator.clipboard.writeText(words);
      case "file":
        return this.download(await close(words, content));
      case "qr":
        return this.showQr(await toText(await close(words, content)));
      case "keep":
        await keep(content);
        return this.say("kept");
      case "forget":
        await forget();
        this.part("resume").hidden = true;
        return this.say("forgotten");
      case "resume":
        return this.load((await kept()) ?? "");
      case "load":
        return this.load(await this.opened());
      case "back":
        return this.dialog.close();
    }
  }

  private async opened(): Promise<string> {
    const file = (this.part("load-file") as HTMLInputElement).files?.[0];
    const words = (this.part("load-words") as HTMLInputElement).value;
    if (!this.sealed && !file) throw new Refused("seal.format");
    const sealed = file && !this.sealed ? new Uint8Array(await file.arrayBuffer()) : await fromText(this.sealed);
    return openSealed(words, sealed);
  }

  private load(content: string): void {
    this.dialog.close();
    this.send("load", content);
  }

  private download(sealed: Uint8Array): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([sealed as BlobPart], { type: "application/octet-stream" }));
    link.download = `lesepass-entwurf-${new Date().toISOString().slice(0, 10)}.lesepass`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  private async showQr(text: string): Promise<void> {
    const url = formUrl() + fragmentMark + text;
    const [width, path] = await drawQr(url);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${width}`);
    svg.setAttribute("class", "lp-take-qr");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-labelledby", "b-take-qr");
    svg.dataset["url"] = url;
    const dark = document.createElementNS(svg.namespaceURI, "path");
    dark.setAttribute("d", path);
    svg.append(dark);
    this.part("qr").querySelector("svg")?.remove();
    this.part("qr").append(svg);
    svg.scrollIntoView({ block: "nearest" });
  }

  private say(what: Saying): void {
    const saying = this.part(`says-${what}`).cloneNode(true) as HTMLElement;
    saying.removeAttribute("id");
    saying.hidden = false;
    this.part("status").replaceChildren(saying);
    saying.scrollIntoView({ block: "nearest" });
  }
}

export async function open(send: Send, content?: string): Promise<void> {
  let sealed = "";
  if (content === undefined && location.hash.startsWith(fragmentMark)) {
    sealed = location.hash.slice(fragmentMark.length);
    // Out of the address before anything else; the history entry of the step stays.
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  const stored = content === undefined && sealed === "";
  if (stored && !mayKeep()) return localStorage.removeItem(keptFlag);
  await new Saving(await makeDialog(), send, content, sealed).show();
}
