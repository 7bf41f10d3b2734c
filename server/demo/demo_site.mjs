// A municipal portal that shows the form in a frame, as a library's web editor would build it in. Any other page of the
// web is played by the same server under its second host name, which is another origin and on nobody's list.
import { escape, page, serve } from "./html.mjs";

const styles = `
:root { --ink: #22201c; --paper: #fff; --brand: #7a1f2b; --soft: #f6f2ec; --line: #8b8378; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.6 Georgia, "Noto Serif", serif; color: var(--ink); background: var(--soft); }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; inset-block-start: .5rem; padding: .5rem 1rem; background: #fff; }
.head { background: var(--brand); color: #fff; }
.inner { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem; }
.head .inner { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
.name { margin: 0; font-size: 1.5rem; font-weight: 700; }
.head p + p { margin: 0; }
.crumbs { font-size: .9375rem; }
.crumbs ol { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0; padding: 0; list-style: none; }
.crumbs li + li::before { content: "› "; }
main { background: var(--paper); border-block-end: .25rem solid var(--brand); }
h1 { font-size: 2rem; line-height: 1.2; margin-block: .5rem 1rem; }
a { color: var(--brand); }
.frame iframe, noscript iframe { display: block; inline-size: 100%; border: 1px solid var(--line); border-radius: .25rem; background: #fff; }
noscript iframe { block-size: 60rem; }
footer { font-size: .9375rem; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
`;

// Exactly what the guide tells a web editor to paste; without scripts a plain frame does it.
function embedding(server) {
  const form = `${server}/musterstadt/`;
  return `<div class="frame">
<script src="${server}/embed.js" data-library="musterstadt" data-lang="de" data-title="Online-Antrag für den Bibliotheksausweis"
  data-link="Antrag in einem neuen Fenster öffnen" async></script>
<noscript><iframe src="${form}" title="Online-Antrag für den Bibliotheksausweis"></iframe></noscript>
</div>`;
}

function portalPage(server) {
  return page({
    title: "Bibliotheksausweis beantragen – Serviceportal Musterstadt",
    body: `<a class="skip" href="#content">Zum Inhalt</a>
<header class="head"><div class="inner"><p class="name">Musterstadt</p><p>Serviceportal</p></div></header>
<main id="content"><div class="inner">
<nav class="crumbs" aria-label="Sie sind hier"><ol><li>Serviceportal</li><li>Bildung und Kultur</li><li aria-current="page">Bibliotheksausweis</li></ol></nav>
<h1>Bibliotheksausweis beantragen</h1>
<p>Mit dem Ausweis der Stadtbibliothek leihen Sie Bücher, Spiele und Filme aus und nutzen die digitalen Angebote. Füllen Sie
den Antrag gleich hier aus. Er dauert etwa fünf Minuten.</p>
${embedding(server)}
</div></main>
<footer><div class="inner"><p>Demo: Dieses Portal gibt es nicht. Es läuft unter einer anderen Adresse als der Antrag.</p></div></footer>`,
  });
}

function strangerPage(server) {
  return page({
    title: "Eine fremde Seite (Demo)",
    body: `<header class="head"><div class="inner"><p class="name">Fremde Seite</p></div></header>
<main><div class="inner">
<h1>Diese Seite steht nicht auf der Liste der Bibliothek</h1>
<p>Sie versucht, den Antrag von ${escape(server)} einzubetten. Der Browser lehnt das ab: Unten bleibt der Rahmen leer.</p>
${embedding(server)}
</div></main>`,
  });
}

// `server`: origin of the lesepass server. The portal answers under localhost, the stranger under 127.0.0.1.
export function startPortal({ port, server }) {
  return serve({
    port,
    routes: {
      "GET /": () => ({ body: portalPage(server) }),
      "GET /fremd": () => ({ body: strangerPage(server) }),
      "GET /style.css": () => ({ type: "text/css; charset=utf-8", body: styles }),
    },
  });
}
