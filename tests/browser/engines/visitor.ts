// Somebody in front of a browser, whichever it is. Selectors are CSS; what can wait is waited for by the caller (until()).
export interface Visitor {
  readonly version: string;
  open(url: string): Promise<void>;
  click(css: string): Promise<void>;
  fill(css: string, value: string): Promise<void>;
  choose(css: string): Promise<void>;  // a radio button or check box
  attach(css: string, path: string): Promise<void>;
  count(css: string): Promise<number>;
  text(css: string): Promise<string>;
  value(css: string): Promise<string>;
  isChecked(css: string): Promise<boolean>;
  hasFocus(css: string): Promise<boolean>;
  title(): Promise<string>;
  address(): Promise<string>;
  back(): Promise<void>;
  forward(): Promise<void>;
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface Wishes {
  script: boolean;
}
