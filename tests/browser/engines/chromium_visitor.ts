// Chromium as one of the three visitors, over Playwright.
import type { Browser } from "@playwright/test";
import type { Visitor, Wishes } from "./visitor.ts";

export async function chromiumVisitor(browser: Browser, wishes: Wishes): Promise<Visitor> {
  const context = await browser.newContext({ javaScriptEnabled: wishes.script });
  const page = await context.newPage();
  const first = (css: string) => page.locator(css).first();
  page.on("dialog", (dialog) => void dialog.accept());
  return {
    version: browser.version(),
    open: async (url) => void await page.goto(url),
    click: (css) => first(css).click(),
    fill: (css, value) => first(css).fill(value),
    choose: (css) => first(css).check(),
    attach: (css, path) => first(css).setInputFiles(path),
    count: (css) => page.locator(css).count(),
    text: (css) => first(css).innerText(),
    value: (css) => first(css).inputValue(),
    isChecked: (css) => first(css).isChecked(),
    hasFocus: (css) => first(css).evaluate((element) => element === document.activeElement),
    title: () => page.title(),
    address: async () => page.url(),
    back: async () => void await page.goBack(),
    forward: async () => void await page.goForward(),
    reload: async () => void await page.reload(),
    close: () => context.close(),
  };
}
