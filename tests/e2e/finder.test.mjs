// Who is responsible, asked from outside: by people at "/", by portals, and by the form itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, application, freePort, newFolder, newId, put, removeFolder, submission } from "./lesepass.mjs";

let server, data;
before(async () => {
  data = newFolder();
  server = await new Server(await freePort(), data).start();
});
after(async () => {
  assert.equal(await server.stop(), 0);
  removeFolder(data);
});

const ask = (query) => fetch(`${server.url}/api/v1/responsible${query}`);
async function told(query) {
  const answer = await ask(query);
  assert.equal(answer.status, 200, query);
  return (await answer.json()).municipalities.map(({ name, libraries }) => [name, ...libraries.map(({ key }) => key)]);
}
async function find(typed, language = "de") {
  const body = new FormData();
  body.append("q", typed);
  body.append("action", "find");
  const answer = await fetch(`${server.url}/?lang=${language}`, { method: "POST", body });
  return { status: answer.status, html: await answer.text() };
}

test("a portal asks with what it knows", async () => {
  assert.deepEqual(await told("?plz=40723"), [["Hilden", "hilden"]]);
  assert.deepEqual(await told("?plz=40721"), [["Düsseldorf"], ["Hilden", "hilden"]]);
  assert.deepEqual(await told("?plz=40721&ags=05158016"), [["Hilden", "hilden"]]);
  assert.deepEqual(await told("?ags=05315000"), [["Köln", "koeln"]]);
  assert.deepEqual(await told(`?q=${encodeURIComponent("Musterstraße 5, 40721 Hilden")}`), [["Hilden", "hilden"]]);
  assert.deepEqual(await told("?q=koeln"), [["Köln", "koeln"]]);
  assert.deepEqual(await told("?q=12345"), [["Musterstadt", "musterstadt"]]);
  const answer = await ask("?plz=40721&ags=05158016");
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.match(answer.headers.get("cache-control"), /max-age/u);
  assert.deepEqual(await answer.json(), {
    postcode: "40721",
    municipalities: [{
      ags: "05158016", ars: "051580016016", name: "Hilden", postcodes: ["40721", "40723", "40724"], takesPart: true,
      libraries: [{ key: "hilden", name: "Stadtbücherei Hilden (Demo)", address: "40721 Hilden", formUrl: "/hilden/?plz=40721&ags=05158016" }],
    }],
  });
});

test("what nobody has is said by code", async () => {
  for (const [query, status, code] of [["", 400, "responsible.nothing"], ["?q=", 400, "responsible.nothing"],
    ["?plz=10115", 404, "responsible.postcode"], ["?plz=abc", 404, "responsible.postcode"], ["?ags=11000000", 404, "responsible.ags"],
    ["?q=Berlin", 404, "responsible.name"], [`?q=${"x".repeat(3000)}`, 404, "responsible.name"], ["?q=%F0%9F%93%9A", 404, "responsible.name"]]) {
    const answer = await ask(query);
    assert.equal(answer.status, status, query);
    assert.equal((await answer.json()).code, code, query);
  }
});

test("people find their library, and its form knows the place already", async () => {
  const { status, html } = await find("Musterstraße 5, 40721 Hilden");
  assert.equal(status, 200);
  assert.match(html, /Zuständig für 40721 Hilden/u);
  const [, link] = /href="(\/hilden\/\?plz=[^"]*)"/u.exec(html);
  const form = await (await fetch(server.url + link.replaceAll("&amp;", "&"))).text();
  const { answers } = JSON.parse(/<script[^>]*id="lp-state"[^>]*>(.*?)<\/script>/su.exec(form)[1]);
  assert.deepEqual(answers, { "address.municipality": "05158016", "address.postcode": "40721", "address.town": "Hilden" });
});

test("several municipalities are a choice of links, without an address in them", async () => {
  const { html } = await find("Geheimweg 7, 42549");
  for (const ags of ["05113000", "05158032"]) assert.match(html, new RegExp(`href="/\\?plz=42549&amp;ags=${ags}&amp;lang=de"`, "u"));
  assert.doesNotMatch(html, /href="[^"]*Geheimweg/u);
  const chosen = await (await fetch(`${server.url}/?plz=42549&ags=05158032&lang=de`)).text();
  assert.match(chosen, /42549 Velbert\) nimmt an diesem Angebot noch nicht teil/u);
  assert.match(chosen, /Rathaus/u);
});

test("mistakes are told at the field, in the language of the page, and nothing typed becomes markup", async () => {
  for (const [typed, words] of [["", /Bitte geben Sie/u], ["10115", /10115/u], ["Berlin", /„Berlin“/u], ["<b>x", /„&lt;b&gt;x“/u]]) {
    const { status, html } = await find(typed);
    assert.equal(status, 422, typed);
    assert.match(/id="f-q-error"[^>]*>([^<]*)/u.exec(html)[1], words);
  }
  assert.match((await find("10115", "en")).html, /<html lang="en"/u);
  const body = new FormData();
  body.append("q", "Hilden");
  body.append("action", "lang:en");
  assert.match(await (await fetch(`${server.url}/?lang=de`, { method: "POST", body })).text(), /Responsible for Hilden/u);
});

test("older links with a postcode still lead on", async () => {
  assert.match(await (await fetch(`${server.url}/?postcode=50667&lang=de`)).text(), /href="\/koeln\/\?plz=50667&amp;ags=05315000/u);
});

test("what is no postcode here is not put into a form", async () => {
  for (const query of ["?plz=10115&ags=05158016", "?plz=%3Cb%3E", "?ags=05158016", "?plz="]) {
    const form = await (await fetch(`${server.url}/hilden/${query}`)).text();
    assert.match(form, /"answers":\{\}/u, query);
  }
});

test("a postcode of two municipalities is asked about before an application is taken", async () => {
  const send = (more) => {
    const app = application(newId());
    Object.assign(app.answers, { "address.postcode": "40721", ...more });
    return put(server, app.applicationId, submission(app));
  };
  const refused = await send({ "address.town": "Erkrath" });
  assert.equal(refused.status, 422);
  assert.deepEqual((await refused.json()).errors.map(({ field, reason }) => [field, reason]), [["address.municipality", "MissingMunicipality"]]);
  assert.equal((await send({ "address.town": "Erkrath", "address.municipality": "05315000" })).status, 422);
  assert.equal((await send({ "address.town": "Erkrath", "address.municipality": "05158016" })).status, 201);
  assert.equal((await send({ "address.town": "hilden" })).status, 201);
  const elsewhere = await send({ "address.town": "Düsseldorf" });
  assert.deepEqual((await elsewhere.json()).errors.map(({ field }) => field), ["library.choice"]);
});
