// Chosen files, one after the other: ask the form ("file"), send what it wants sent, tell it the answer.
import type { Effect, EventArguments, EventName } from "./bridge";
import { foreignClass } from "./morph";

export type Send = <Name extends EventName>(name: Name, ...args: EventArguments[Name]) => void;
type Upload = Extract<Effect, { name: "upload" }>;

const headBytes = 64;

// The progress bar stands beside the control; what a screen reader hears comes from the form, sparingly.
function progressBar(control: string): HTMLProgressElement {
  const bar = document.createElement("progress");
  bar.className = foreignClass;
  bar.max = 100;
  bar.setAttribute("aria-hidden", "true");
  document.querySelector(`input[type=file][name="${CSS.escape(control)}"]`)?.after(bar);
  return bar;
}

// What the server says to the person (problem+json), or nothing: then the form has words of its own.
function messageOf(body: string): string {
  try {
    const detail: unknown = JSON.parse(body).detail;
    return typeof detail === "string" ? detail : "";
  } catch {
    return "";
  }
}

export class Attachments {
  private queue: { control: string; file: File }[] = [];
  private present: File | undefined;
  private working = false;

  constructor(private readonly send: Send, private readonly signal: AbortSignal) {}

  // Takes the files out of the control, so that the same one can be chosen again and a native post does not send it twice.
  choose(input: HTMLInputElement): void {
    for (const file of input.files ?? []) this.queue.push({ control: input.name, file });
    input.value = "";
    void this.work();
  }

  private pending: Promise<void> | undefined;

  // The effect that answers "file".
  upload({ control, url }: Upload): void {
    if (this.present) this.pending = this.post(control, url, this.present);
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let item = this.queue.shift(); item && !this.signal.aborted; item = this.queue.shift()) {
      await this.one(item.control, item.file);
    }
    this.working = false;
  }

  private async one(control: string, file: File): Promise<void> {
    let head = "";
    try {
      const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
      head = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    } catch {
      // Gone since it was chosen (a card pulled out): the form refuses what it can not recognise.
    }
    if (this.signal.aborted) return;
    this.present = file;
    this.send("file", control, file.name, String(file.size), head);
    await this.pending;
    this.present = this.pending = undefined;
  }

  private post(control: string, url: string, file: File): Promise<void> {
    const body = new FormData();
    body.append("purpose", control);
    body.append("file", file, file.name);
    const request = new XMLHttpRequest(); // fetch tells nothing about the way up
    const bar = progressBar(control);
    let told = 0;
    request.upload.onprogress = ({ loaded, total }) => {
      const perCent = total > 0 ? Math.floor((loaded * 100) / total) : 0;
      bar.value = perCent;
      const quarter = Math.min(Math.floor(perCent / 25), 3) * 25;
      if (quarter > told && !this.signal.aborted) this.send("progress", control, String((told = quarter)));
    };
    return new Promise((done) => {
      request.onloadend = () => {
        bar.remove();
        const stored = request.status >= 200 && request.status < 300;
        if (!this.signal.aborted) {
          if (stored) this.send("stored", control, request.responseText);
          else this.send("refused", control, messageOf(request.responseText));
        }
        done();
      };
      request.open("POST", url);
      request.send(body);
    });
  }
}
