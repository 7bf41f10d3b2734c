// What somebody at the keyboard sees of the focus: a mark, in the window, under nothing.
import type { Where } from "./steps.ts";

export const nowhere = "nowhere";

// "" when all is well, `nowhere` when the page has no focus, else what is wrong (WCAG 2.4.7, 2.4.11).
export const focusReport = (where: Where) => where.evaluate((nothing) => {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body) return nothing;
  const box = element.getBoundingClientRect();
  const framed = (element.closest(".lp-option") ?? element) as HTMLElement;
  // In the large view the ring is drawn on the canvas (tests/unit/canvas looks at it).
  const marked = document.documentElement.classList.contains("lp-canvas") || [element, framed].some((e) => getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2);
  const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  const seen = top !== null && (element.contains(top) || top.contains(element) || framed.contains(top));
  return marked && seen ? "" : `${element.outerHTML.slice(0, 80)} ${marked ? "" : "no outline"} ${seen ? "" : "covered"}`;
}, nowhere);
