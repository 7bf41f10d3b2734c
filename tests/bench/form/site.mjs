// One server for all: a page and its files, compressed, from memory. Lesepass' page is what its own server wrote.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Server, freePort, newFolder, removeFolder } from "../../e2e/lesepass.mjs";
import { brotli } from "./build.mjs";

const types = { js: "text/javascript", css: "text/css", wasm: "application/wasm", bin: "application/octet-stream", html: "text/html; charset=utf-8" };

// The address page of the family's journey in Siegen, written by the real server after a real "next".
async function lesepassPage() {
  const data = newFolder();
  const server = await new Server(await freePort(), data).start();
  try {
    const form = new FormData();
    for (const [name, value] of Object.entries({ application: "00112233445566778899aabbccddeeff", step: "start", language: "de", action: "next", carried: '{"answers":{"application.purpose":"new"},"attachments":[]}' })) form.append(name, value);
    const answer = await fetch(`${server.url}/siegen/`, { method: "POST", body: form });
    if (answer.status !== 200) throw new Error(`Lesepass answered ${answer.status}`);
    return await answer.text();
  } finally {
    await server.stop();
    removeFolder(data);
  }
}

const peerPage = (name, hasStyle) => `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>${name}</title>
<meta name="viewport" content="width=device-width">${hasStyle ? `<link rel="stylesheet" href="/${name}.css">` : ""}
<script type="module" src="/${name}.js"></script></head><body><div id="form"></div></body></html>`;

export async function startSite(peers) {
  const site = process.env.LESEPASS_SITE ?? "build/site";
  const files = new Map();
  for (const [name, { script, style }] of Object.entries(peers)) {
    files.set(`/${name}.js`, script);
    if (style.length > 1) files.set(`/${name}.css`, style);
    files.set(`/${name}/`, brotli(Buffer.from(peerPage(name, style.length > 1))));
  }
  files.set("/lesepass/", brotli(Buffer.from(await lesepassPage())));
  const manifest = JSON.parse(readFileSync(join(site, "manifest.json"), "utf8"));
  for (const { file } of Object.values(manifest)) files.set(`/assets/${file}`, brotli(readFileSync(join(site, file))));
  const bytesOf = (name) => files.get(`/assets/${manifest[name].file}`).length;
  const server = createServer((request, response) => {
    const body = files.get(request.url);
    if (!body) return response.writeHead(404).end();
    const type = types[/\.(\w+)$/.exec(request.url)?.[1] ?? "html"] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-encoding": "br", "content-length": body.length, "cache-control": "no-store" }).end(body);
  });
  await new Promise((done) => server.listen(Number(process.env.LESEPASS_BENCH_PORT ?? 0), "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, lesepassBytes: bytesOf("boot.js") + bytesOf("core.wasm") + bytesOf("catalog.de.bin"), close: () => server.close() };
}
