// What the demo's own pages share: escaping, a small HTTP server on loopback, one look.
import { createServer } from "node:http";

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;" };

export function escape(text) {
  return String(text).replace(/[&<>"']/g, (character) => entities[character]);
}

// Addresses in a mail become links; everything else stays text.
export function escapeWithLinks(text) {
  return escape(text).replace(/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`);
}

export function page({ title, body, styles = "/style.css", lang = "de" }) {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<link rel="stylesheet" href="${styles}">
</head>
<body>
${body}
</body>
</html>
`;
}

// routes: { "GET /path": (request) => ({ status, type, body, headers }) }. Resolves when the port is bound; rejects with
// the system's reason if it is not.
export function serve({ port, routes }) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const route = routes[`${request.method === "HEAD" ? "GET" : request.method} ${path}`];
    const answer = route ? await route(request) : { status: 404, type: "text/plain; charset=utf-8", body: "Nicht gefunden\n" };
    response.writeHead(answer.status ?? 200, {
      "Content-Type": answer.type ?? "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...answer.headers,
    });
    response.end(request.method === "HEAD" ? undefined : answer.body);
  });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => done({ close: () => closeNow(server) }));
  });
}

// Browsers keep connections open; stopping must not wait for them.
function closeNow(server) {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections?.();
  });
}
