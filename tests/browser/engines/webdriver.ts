// The W3C WebDriver commands that a visitor needs, over either transport: HTTP (WebKitWebDriver) or Firefox's own
// Marionette socket (what geckodriver speaks to; Debian has no geckodriver).
import type { Visitor } from "./visitor.ts";

type Parameters = Record<string, unknown>;

export interface Transport {
  readonly version: string;
  call(command: Command, parameters: Parameters): Promise<unknown>;
  end(): Promise<void>;
}

// Names as Marionette has them ("WebDriver:" in front); method and path below /session/<id> as the standard has them.
// https://www.w3.org/TR/webdriver2/#endpoints
export const endpoints = {
  Navigate: ["POST", "/url"],
  GetCurrentURL: ["GET", "/url"],
  GetTitle: ["GET", "/title"],
  Back: ["POST", "/back"],
  Forward: ["POST", "/forward"],
  Refresh: ["POST", "/refresh"],
  FindElement: ["POST", "/element"],
  FindElements: ["POST", "/elements"],
  GetActiveElement: ["GET", "/element/active"],
  ElementClick: ["POST", "/element/{id}/click"],
  ElementClear: ["POST", "/element/{id}/clear"],
  ElementSendKeys: ["POST", "/element/{id}/value"],
  GetElementText: ["GET", "/element/{id}/text"],
  GetElementProperty: ["GET", "/element/{id}/property/{name}"],
  IsElementSelected: ["GET", "/element/{id}/selected"],
} as const;
export type Command = keyof typeof endpoints;

const elementKey = "element-6066-11e4-a52e-4f735466cecf";
type Element = { [elementKey]: string };

export class WebDriverVisitor implements Visitor {
  constructor(private readonly transport: Transport, private readonly choosing: "pointer" | "space bar") {}
  get version(): string { return this.transport.version; }

  open = async (url: string) => void await this.call("Navigate", { url });
  title = async () => String(await this.call("GetTitle"));
  address = async () => String(await this.call("GetCurrentURL"));
  back = async () => void await this.call("Back");
  forward = async () => void await this.call("Forward");
  reload = async () => void await this.call("Refresh");
  close = () => this.transport.end();

  click(css: string): Promise<void> {
    return this.whenReachable(async () => void await this.on(css, "ElementClick"));
  }
  async fill(css: string, value: string): Promise<void> {
    // WebKitWebDriver 2.50 clears nothing below the window's edge, but scrolls to where a key goes.
    await this.on(css, "ElementClear").catch(async (error: unknown) => {
      if (!/not interactable/.test(String(error))) throw error;
      await this.on(css, "ElementSendKeys", { text: " " });
      await this.on(css, "ElementClear");
    });
    await this.on(css, "ElementSendKeys", { text: value });
  }
  async choose(css: string): Promise<void> {
    if (await this.isChecked(css)) return;
    if (this.choosing === "pointer") await this.click(css);
    else await this.on(css, "ElementSendKeys", { text: " " });
    if (!await this.isChecked(css)) throw new Error(`${css} is not chosen`);
  }
  attach = async (css: string, path: string) => void await this.on(css, "ElementSendKeys", { text: path });
  count = async (css: string) => (await this.call("FindElements", { using: "css selector", value: css }) as Element[]).length;
  text = async (css: string) => String(await this.on(css, "GetElementText"));
  value = async (css: string) => String(await this.on(css, "GetElementProperty", { name: "value" }));
  isChecked = async (css: string) => await this.on(css, "IsElementSelected") === true;
  hasFocus = async (css: string) => await this.find(css) === (await this.call("GetActiveElement") as Element)[elementKey];

  // While a page is laid out or scrolls, the driver refuses without having done anything.
  private async whenReachable(act: () => Promise<void>): Promise<void> {
    for (const end = Date.now() + 20_000; ;) {
      try {
        return await act();
      } catch (error) {
        if (Date.now() > end || !/not interactable|click intercepted|stale element/.test(String(error))) throw error;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  }

  private call(command: Command, parameters: Parameters = {}): Promise<unknown> {
    return this.transport.call(command, parameters);
  }
  private async find(css: string): Promise<string> {
    return (await this.call("FindElement", { using: "css selector", value: css }) as Element)[elementKey];
  }
  private async on(css: string, command: Command, parameters: Parameters = {}): Promise<unknown> {
    return this.call(command, { id: await this.find(css), ...parameters });
  }
}
