// The plain page of the real server beside the live page: the same answers posted as a browser without script does.
import assert from "node:assert/strict";
import { Server, freePort, newFolder, newId, put, removeFolder } from "../e2e/lesepass.mjs";
import { decoded, strings } from "./cores.mjs";

const stateOf = (html) => JSON.parse(/<script[^>]*id="lp-state"[^>]*>(.*?)<\/script>/s.exec(html)[1]);
// What the two carry the draft in differs on purpose.
const withoutHidden = (html) => html.replace(/<input type="hidden"[^>]*>\n/g, "");
const pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";

export class PlainPage {
  // openSession(draft): a fresh core with the texts of the draft's language.
  static async start(openSession) {
    const page = new PlainPage();
    Object.assign(page, { openSession, data: newFolder(), seen: { pages: 0, sent: 0, elsewhere: 0, skipped: 0 } });
    page.server = await new Server(await freePort(), page.data).start();
    page.today = stateOf(await (await fetch(`${page.server.url}/hilden/`)).text()).today;
    return page;
  }
  async stop() {
    assert.equal(await this.server.stop(), 0);
    removeFolder(this.data);
  }
  describe() {
    const { pages, sent, elsewhere, skipped } = this.seen;
    return `${pages} pages, ${sent} applications sent both ways, ${elsewhere} moved to another library, ${skipped} not readable by either`;
  }

  post(draft, step, action) {
    const form = new FormData();
    const carried = JSON.stringify({ answers: draft.answers, attachments: draft.attachments });
    const fields = { application: draft.application, step, language: draft.language, action, carried };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    // As controls of the page; line breaks a browser would rewrite stay in the carried part.
    for (const [name, value] of Object.entries(draft.answers)) if (!/[\r\n]/.test(value)) form.append(name, value);
    return fetch(`${this.server.url}/${draft.library}/`, { method: "POST", body: form, redirect: "manual" });
  }

  // Files the server holds instead of invented ones.
  async upload(draft) {
    const attachments = [];
    for (const { purpose } of draft.attachments) {
      const form = new FormData();
      form.append("purpose", purpose);
      form.append("file", new Blob([`${pdf}%${attachments.length}\n%%EOF\n`]), "Nachweis.pdf");
      const answer = await fetch(`${this.server.url}/api/v1/applications/${draft.application}/attachments?library=${draft.library}`, { method: "POST", body: form });
      assert.equal(answer.status, 201);
      attachments.push(await answer.json());
    }
    return { ...draft, attachments };
  }

  // The live page on the state document the server itself wrote. undefined: not readable.
  live(draft, state, step) {
    const core = this.openSession(draft);
    const own = { ...state, applicationId: draft.application, step, answers: draft.answers, attachments: draft.attachments };
    if (core.create(Buffer.from(JSON.stringify(own))).ok !== "1") return undefined;
    return { effects: decoded(core.dispatch("press", step === "summary" ? "submit" : "next")), parts: () => decoded(core.call("lp_page_html")) };
  }

  async compare(draft) {
    const home = stateOf(await (await fetch(`${this.server.url}/${draft.library}/?lang=${draft.language}`)).text());
    for (const step of new Set(draft.steps)) {
      const live = this.live(draft, home, step);
      if (!live) { this.seen.skipped += 1; continue; }
      const difference = live.effects.includes("submit") ? await this.compareSent(draft, home)
        : live.effects.includes("post") ? await this.compareElsewhere(draft, step, live.effects) : await this.comparePage(draft, step, live.parts());
      if (difference) return { where: `${step}, ${draft.library}`, ...difference };
    }
    return undefined;
  }

  async comparePage(draft, step, [language, direction, ...parts]) {
    const html = withoutHidden(await (await this.post(draft, step, step === "summary" ? "submit" : "next")).text());
    this.seen.pages += 1;
    if (!html.includes(`<html lang="${language}" dir="${direction}"`)) return { plain: html.slice(0, 200), wasm: language };
    for (let i = 0; i < parts.length; i += 2) {
      const wanted = withoutHidden(parts[i + 1]);
      const opened = html.indexOf(`id="${parts[i]}"`);
      const from = html.indexOf(">", opened) + 1;
      const start = html[from] === "\n" ? from + 1 : from;
      const found = html.slice(start, start + wanted.length);
      if (opened < 0 || found !== wanted || html[start + wanted.length] !== "<") return { where: `${step}, ${parts[i]}`, plain: found, wasm: wanted };
    }
    return undefined;
  }

  async compareElsewhere(draft, step, effects) {
    this.seen.elsewhere += 1;
    const url = effects[effects.indexOf("post") + 1];
    const html = await (await this.post(draft, step, "next")).text();
    return html.includes(` action="${url}"`) ? undefined : { plain: /<form[^>]*>/.exec(html)?.[0] ?? "no form", wasm: url };
  }

  // Everything is fine, says the live page: the plain page sends it, and what the live page would send is the same.
  async compareSent(draft, home) {
    const own = await this.upload({ ...draft, application: newId() });
    const live = this.live(own, home, "summary");
    const body = live.effects[live.effects.indexOf("submit") + 2];
    const plain = await this.post(own, "summary", "submit");
    if (plain.status !== 303) return { plain: `${plain.status} ${/<li>.*/.exec(await plain.text())?.[0]}`, wasm: "303: everything is fine" };
    const again = await put(this.server, own.application, body);
    const receipt = await again.json();
    this.seen.sent += 1;
    if (again.status !== 200) return { plain: `another application than the live page's (${again.status})`, wasm: body };
    const { feeCents, rules } = JSON.parse(body).application;
    if (receipt.feeCents === feeCents && receipt.rules === rules) return undefined;
    return { plain: `${receipt.feeCents} ${receipt.rules}`, wasm: `${feeCents} ${rules}` };
  }
}
