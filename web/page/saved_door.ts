// Saving and loading answers lives in a script of its own (web/seal), loaded when somebody asks for it: by the button, by
// the address of a QR code, or because something was kept on this device on request.
import type { Send } from "./attachments";

// Set by web/seal beside what it keeps.
export const keptFlag = "lesepass-kept";

export function somethingSaved(): boolean {
  if (location.hash.startsWith("#d=")) return true;
  try {
    return localStorage.getItem(keptFlag) !== null;
  } catch {
    return false; // a frame without storage has kept nothing
  }
}

export function openSaved(send: Send, saved?: string): void {
  const url = document.body.dataset["sealJs"] ?? "";
  import(url).then(({ open }) => open(send, saved)).catch(console.error);
}
