// Takes every mail that is sent to it, whoever it is for, and shows it: SMTP on one loopback port, a page and
// /api/mails on another. A mail is on disk before it is acknowledged, and is there again after a restart.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { escape, escapeWithLinks, page, serve } from "./html.mjs";

const largestMail = 5 * 1024 * 1024;

const styles = `
:root { color-scheme: light dark; --ink: #1d2530; --paper: #fff; --line: #8a94a3; --soft: #f2f4f7; --link: #0b5a8f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #14191f; --line: #6d7885; --soft: #1f262e; --link: #7cc4f5; } }
body { margin: 0; font: 1.0625rem/1.5 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 48rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { font-size: 1.75rem; margin-block-end: .25rem; }
a { color: var(--link); }
article { border: 1px solid var(--line); border-radius: .5rem; margin-block: 1.25rem; overflow: hidden; }
article header { background: var(--soft); padding: .75rem 1rem; border-block-end: 1px solid var(--line); }
h2 { font-size: 1.125rem; margin: 0; }
header p { margin: .25rem 0 0; font-size: .9375rem; }
pre { margin: 0; padding: 1rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
.bar { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
button { min-height: 2.75rem; padding: .375rem 1rem; font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .375rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
`;

async function readMail(id, raw) {
  const mail = await simpleParser(raw, { skipImageLinks: true });
  return {
    id,
    to: mail.to?.text ?? "",
    from: mail.from?.text ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    messageId: mail.messageId ?? "",
    date: (mail.date ?? new Date()).toISOString(),
  };
}

async function readStored(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".eml")).sort();
  return Promise.all(names.map((name) => readMail(name, readFileSync(join(folder, name)))));
}

// A whole mail, or null if it is larger than anybody here sends.
async function collect(stream) {
  const chunks = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size <= largestMail) chunks.push(chunk);
  }
  return size <= largestMail ? Buffer.concat(chunks) : null;
}

function smtpError(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function showMail(mail) {
  const time = new Date(mail.date).toLocaleString("de-DE", { timeZone: "Europe/Berlin", dateStyle: "medium", timeStyle: "medium" });
  return `<article>
<header><h2>${escape(mail.subject)}</h2>
<p>An ${escape(mail.to)}</p>
<p>Von ${escape(mail.from)}, ${escape(time)}</p></header>
<pre>${escapeWithLinks(mail.text.trim())}</pre>
</article>`;
}

function showAll(mails, isDown) {
  const list = mails.length ? [...mails].reverse().map(showMail).join("\n") : "<p>Noch keine E-Mail.</p>";
  const action = isDown ? "Postfächer wieder einschalten" : "Postfächer abschalten";
  const note = isDown ? "<p><strong>Die Postfächer nehmen zurzeit nichts an.</strong> Was verschickt wird, wartet beim Absender.</p>" : "";
  return page({
    title: `Empfangene E-Mails (${mails.length})`,
    body: `<main>
<h1>Empfangene E-Mails</h1>
<p>Alles, was die Demo verschickt, landet hier. Nach außen geht nichts.</p>
${note}<div class="bar"><a href="/">Neu laden</a><form method="post" action="/${isDown ? "up" : "down"}"><button type="submit">${action}</button></form></div>
${list}
</main>`,
  });
}

export async function startMailSink({ smtpPort, webPort, folder }) {
  mkdirSync(folder, { recursive: true });
  const mails = await readStored(folder);
  let isDown = false;

  const keep = async (raw) => {
    const id = `${new Date().toISOString().replace(/[:.]/g, "-")}-${String(mails.length).padStart(5, "0")}.eml`;
    writeFileSync(join(folder, id), raw, { flush: true });
    mails.push(await readMail(id, raw));
  };

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    banner: "Lesepass demo",
    disableReverseLookup: true,
    size: largestMail,
    onMailFrom: (address, session, done) => done(isDown ? smtpError(451, "4.3.0 switched off, try again later") : undefined),
    onData: (stream, session, done) => {
      collect(stream)
        .then((raw) => (raw ? keep(raw).then(() => done()) : done(smtpError(552, "5.3.4 too large"))))
        .catch((error) => done(smtpError(451, `4.3.0 ${error.message}`)));
    },
  });
  smtp.on("error", () => {}); // a client that hangs up early is no reason to end
  await new Promise((done, fail) => {
    smtp.server.once("error", fail);
    smtp.listen(smtpPort, "127.0.0.1", done);
  });

  const switchTo = (down) => () => {
    isDown = down;
    return { status: 303, body: "", headers: { Location: "/" } };
  };
  const web = await serve({
    port: webPort,
    routes: {
      "GET /": () => ({
        body: showAll(mails, isDown),
        headers: { "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'" },
      }),
      "GET /style.css": () => ({ type: "text/css; charset=utf-8", body: styles }),
      "GET /api/mails": () => ({ type: "application/json", body: JSON.stringify([...mails].reverse()) }),
      "POST /down": switchTo(true),
      "POST /up": switchTo(false),
    },
  });
  return {
    close: async () => {
      await web.close();
      await new Promise((done) => smtp.close(done));
    },
  };
}
