// The palette of web/styles/tokens.css against WCAG 2.1: text 4.5:1 (1.4.3), edges of controls and focus 3:1 (1.4.11).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync("web/styles/tokens.css", "utf8");
const [lightBlock, darkBlock] = css.split("@media (prefers-color-scheme: dark)");
const colours = (block) => Object.fromEntries([...block.matchAll(/--lp-([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
const light = colours(lightBlock);
const dark = { ...light, ...colours(darkBlock) };

function luminance(hex) {
  const linear = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}
function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

// [foreground, background, at least]
const pairs = [
  ["ink", "paper", 4.5], ["ink", "soft", 4.5], ["quiet", "paper", 4.5], ["quiet", "soft", 4.5], ["quiet", "primary-soft", 4.5],
  ["primary", "paper", 4.5], ["primary", "soft", 4.5], ["primary-strong", "paper", 4.5], ["primary-strong", "soft", 4.5],
  ["primary-strong", "primary-soft", 4.5], ["on-primary", "primary", 4.5], ["on-primary", "primary-strong", 4.5],
  ["ink", "primary-soft", 4.5], ["ink", "error-soft", 4.5], ["ink", "success-soft", 4.5], ["ink", "warning-soft", 4.5],
  ["primary", "primary-soft", 4.5], ["error", "paper", 4.5], ["error", "error-soft", 4.5], ["success", "success-soft", 4.5],
  ["warning", "warning-soft", 4.5], ["edge", "paper", 3], ["edge", "soft", 3], ["success", "paper", 3],
  ["focus", "focus-edge", 3], ["code-ink", "code-paper", 7],
];

for (const [name, palette] of [["light", light], ["dark", dark]]) {
  test(`every pair of the ${name} palette has enough contrast`, () => {
    for (const [front, back, least] of pairs) {
      const ratio = contrast(palette[front], palette[back]);
      assert.ok(ratio >= least, `${front} on ${back}: ${ratio.toFixed(2)} is less than ${least}`);
    }
  });
}

test("the focus ring stands out from the page by one of its two colours", () => {
  for (const palette of [light, dark]) {
    const best = Math.max(contrast(palette.focus, palette.paper), contrast(palette["focus-edge"], palette.paper));
    assert.ok(best >= 3, best.toFixed(2));
  }
});

test("black on white is 21:1", () => assert.equal(contrast("#000000", "#ffffff"), 21));

test("styles use no colour that is not a token", () => {
  for (const file of ["layout", "fields", "notices"]) {
    const found = readFileSync(`web/styles/${file}.css`, "utf8").match(/#[0-9a-f]{3,8}\b|rgba?\(/gi);
    assert.equal(found, null, `${file}.css`);
  }
});
