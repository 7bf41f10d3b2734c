// Puts the page's own elements - never copies - on the rectangles that the painter reports, so that mouse, touch,
// keyboard, autofill and screen readers operate real controls. What the canvas shows is made transparent; text fields
// paint their own text. Positions are set through CSSOM, which a strict Content-Security-Policy allows.
import type { ElementState, Rect } from "./canvas_bridge";

interface Box {
  x: number;
  y: number;
  right: number;
  bottom: number;
}

const roots = { head: "#lp-head", main: "#lp-main", foot: "#lp-foot" };
// What is counted by "@main:<n>" (wasm/canvas/scene.h), in document order.
const operable = "a[href], button:not(.lp-default), input:not([type=hidden]), textarea, select";
const left_alone = ".lp-default, .lp-live-region, script";
const foreign = ".lp-activity";
// Controls whose inside the browser paints: text with caret and selection, words of the file chooser, and the name of
// a language that the painter can not write.
const paints_itself = "input:not([type=radio], [type=checkbox]), textarea, select, [lang=ar]";

export class Overlay {
  private readonly boxes = new Map<Element, Box>();
  private keys = new Map<Element, string>();
  private placed: HTMLElement[] = [];
  private lastBottom = 0;

  // Every element gets its place; those that the painter does not report go, unseen, where they are in reading order.
  place(rects: Rect[], height: number): void {
    const before = this.placed;
    this.placed = [];
    this.keys = this.resolve(rects);
    const body: Box = { x: 0, y: 0, right: 0, bottom: 0 };
    this.lastBottom = 0;
    for (const child of document.body.children) {
      if (child.matches("header, main, footer") && child instanceof HTMLElement) this.arrange(child, body);
    }
    document.body.style.height = `${height}px`;
    const still = new Set(this.placed);
    for (const element of before) if (!still.has(element)) element.style.cssText = "";
  }

  clear(): void {
    for (const element of this.placed) element.style.cssText = "";
    document.body.style.height = "";
    this.placed = [];
    this.boxes.clear();
    this.keys.clear();
  }

  state(hovered: Element | null, pressed: Element | null): ElementState {
    const focused = document.activeElement;
    // Headings take the focus for screen readers only.
    const seen = focused?.matches(":focus-visible, [role=alert]:focus") && !focused.matches("h1, main, body");
    const checked = document.querySelectorAll("#lp-main input:checked");
    return {
      hovered: this.keyOf(hovered),
      pressed: this.keyOf(pressed),
      ringed: (seen && focused && this.keys.get(focused)) || "",
      checked: [...checked].flatMap((input) => this.keys.get(input) ?? []),
    };
  }

  // A label answers for its control.
  private keyOf(element: Element | null): string {
    const target = element?.closest("a, button, input, label") ?? null;
    const control = target instanceof HTMLLabelElement ? target.control : target;
    return (control && this.keys.get(control)) ?? "";
  }

  private resolve(rects: Rect[]): Map<Element, string> {
    const lists = new Map<string, Element[]>();
    for (const [area, selector] of Object.entries(roots)) {
      lists.set(area, [...(document.querySelector(selector)?.querySelectorAll(operable) ?? [])]);
    }
    const keys = new Map<Element, string>();
    this.boxes.clear();
    for (const { key, x, y, width, height } of rects) {
      const [, area, number] = /^@(\w+):(\d+)$/.exec(key) ?? [];
      const element = key === "@switch" ? document.querySelector(".lp-face-switch")
        : area ? lists.get(area)?.[Number(number)] : document.getElementById(key);
      if (!element) continue;
      keys.set(element, key);
      this.boxes.set(element, { x, y, right: x + width, bottom: y + height });
    }
    return keys;
  }

  // What an element and everything in it covers.
  private measure(element: Element): Box | undefined {
    const own = this.boxes.get(element);
    if (own) return own;
    let all: Box | undefined;
    for (const child of element.children) {
      const box = this.measure(child);
      if (!box) continue;
      all = all
        ? { x: Math.min(all.x, box.x), y: Math.min(all.y, box.y), right: Math.max(all.right, box.right), bottom: Math.max(all.bottom, box.bottom) }
        : { ...box };
    }
    if (all) this.boxes.set(element, all);
    return all;
  }

  private arrange(element: HTMLElement, outer: Box): void {
    if (element.matches(left_alone)) return;
    const box = this.measure(element);
    if (!box) return this.hide(element, outer);
    const is_leaf = ![...element.children].some((child) => this.measure(child));
    const unseen = is_leaf && !element.matches(paints_itself);
    this.put(element, box, outer, unseen);
    if (is_leaf) this.lastBottom = box.bottom;
    if (is_leaf && element instanceof HTMLTableElement) return; // cells out of their rows would be no table any more
    for (const child of element.children) if (child instanceof HTMLElement) this.arrange(child, box);
  }

  private hide(element: HTMLElement, outer: Box): void {
    if (element.matches(foreign)) return this.placeForeign(element, outer);
    const y = Math.max(this.lastBottom, outer.y);
    this.put(element, { x: outer.x, y, right: outer.x + 1, bottom: y + 1 }, outer, true);
  }

  // The bar of a running upload lies in the lower part of its file field.
  private placeForeign(element: HTMLElement, outer: Box): void {
    const before = element.previousElementSibling;
    const field = before && this.boxes.get(before);
    if (!field) return;
    this.put(element, { x: field.x + 16, y: field.bottom - 16, right: field.right - 16, bottom: field.bottom - 8 }, outer, false);
  }

  private put(element: HTMLElement, box: Box, outer: Box, unseen: boolean): void {
    const sizes = `left:${box.x - outer.x}px;top:${box.y - outer.y}px;width:${box.right - box.x}px;height:${box.bottom - box.y}px`;
    const css = `position:absolute;${sizes}${unseen ? ";opacity:0;overflow:hidden" : ""}`;
    element.style.cssText = css;
    this.placed.push(element);
  }
}
