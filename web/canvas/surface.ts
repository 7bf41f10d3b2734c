// The canvas element and how large it has to be. It covers the visible part of the document and some more above and
// below, and scrolls with the document: small movements need no new frame, and fields never part from their frames.
export interface Geometry {
  width: number; // of the visible part, CSS px
  height: number;
  scale: number; // text, 1 = 16 px root font size
  raster: number; // device px per CSS px
}

const most_device_px = 4096;
const most_margin = 384;

export class Surface {
  readonly element = document.createElement("canvas");
  readonly gl: WebGL2RenderingContext | null;
  private top = 0;
  private bottom = 0;

  constructor() {
    this.element.className = "lp-canvas-surface";
    this.element.setAttribute("aria-hidden", "true");
    this.gl = this.element.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: "low-power" });
  }

  geometry(): Geometry {
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const rootPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const tallest = height + 2 * this.margin(height);
    // Pinched larger, the page is drawn sharper as far as the graphics card goes along.
    const wanted = window.devicePixelRatio * Math.min(Math.max(window.visualViewport?.scale ?? 1, 1), 3);
    const raster = Math.min(wanted, most_device_px / Math.max(width, tallest, 1));
    return { width, height, scale: rootPx / 16, raster: Math.max(raster, 0.25) };
  }

  // Whether so much of what was drawn has scrolled away that its edge comes near.
  isLeaving(documentHeight: number): boolean {
    const height = document.documentElement.clientHeight;
    const near = this.margin(height) / 3;
    const above = window.scrollY - this.top < near && this.top > 0;
    const below = this.bottom - (window.scrollY + height) < near && this.bottom < documentHeight;
    return above || below;
  }

  // Moves the canvas to where the document is; returns what has to be drawn.
  fit({ width, height, raster }: Geometry, documentHeight: number): { top: number; height: number } {
    const margin = this.margin(height);
    const tall = Math.ceil(Math.min(height + 2 * margin, documentHeight));
    this.top = Math.max(0, Math.min(Math.floor(window.scrollY) - margin, documentHeight - tall));
    this.bottom = this.top + tall;
    const [deviceWidth, deviceHeight] = [Math.round(width * raster), Math.round(tall * raster)];
    // Setting a size, even the same one, clears the canvas.
    if (this.element.width !== deviceWidth) this.element.width = deviceWidth;
    if (this.element.height !== deviceHeight) this.element.height = deviceHeight;
    const { style } = this.element;
    style.top = `${this.top}px`;
    style.width = `${deviceWidth / raster}px`;
    style.height = `${deviceHeight / raster}px`;
    return { top: this.top, height: tall };
  }

  private margin(height: number): number {
    return Math.round(Math.min(height / 2, most_margin));
  }
}
