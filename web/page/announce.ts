// One polite live region outside of what is morphed. It must exist before its first words, or nobody reads them.
const region = document.createElement("div");
region.className = "lp-live-region";
region.setAttribute("role", "status");

let waiting: string[] = [];

export function prepareAnnouncements(): void {
  document.body.append(region);
}

// Words of one moment are spoken together; the same words again are spoken again because the region was empty between.
export function announce(text: string): void {
  if (waiting.length === 0) {
    region.textContent = "";
    setTimeout(() => {
      region.textContent = waiting.join(" ");
      waiting = [];
    }, 100);
  }
  waiting.push(text);
}
