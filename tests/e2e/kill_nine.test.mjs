// kill -9 between acknowledge and delivery loses nothing: what got a receipt is there afterwards, once, and every mail is
// delivered once the mailbox is up again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Server, application, freePort, mailSink, newFolder, newId, put, removeFolder, submission, until } from "./lesepass.mjs";

test("acknowledged applications survive kill -9 and are delivered exactly once", { timeout: 240_000 }, async () => {
  const data = newFolder();
  const smtp = await freePort();  // nobody listens yet: the mailbox is down
  let server = await new Server(await freePort(), data, smtp).start();
  const receipts = new Map();
  let stopped = false;
  let kills = 0;

  // However fast the machine is: applications come in until the server was killed often enough among them.
  const enough = (i) => i >= 12 && (kills >= 3 || i >= 500);
  const citizen = async (number) => {
    for (let i = 0; !enough(i); i++) {
      const id = newId();
      const body = submission(application(id, `citizen-${number}-${i}@example.org`));
      // The same id again until there is a receipt: that is what a browser does.
      while (!receipts.has(id)) {
        try {
          const answer = await put(server, id, body);
          if (answer.status === 200 || answer.status === 201) receipts.set(id, (await answer.json()).receiptNumber);
          else assert.equal(answer.status, 503);
        } catch {
          await new Promise((done) => setTimeout(done, 20));
        }
      }
    }
  };
  const killer = async () => {
    while (!stopped && kills < 8) {
      await new Promise((done) => setTimeout(done, 60 + Math.random() * 250));
      if (stopped) return;
      await server.stop("SIGKILL");
      kills += 1;
      server = await new Server(server.port, data, smtp).start();
    }
  };
  const killing = killer();
  await Promise.all(Array.from({ length: 6 }, (_, number) => citizen(number)));
  stopped = true;
  await killing;
  assert.ok(kills >= 3, "the server was killed while applications came in");

  // One more kill with all receipts given and no mail delivered, then the mailbox comes back.
  await server.stop("SIGKILL");
  const sink = await mailSink(smtp);
  server = await new Server(server.port, data, smtp).start();
  assert.ok(receipts.size >= 72);
  for (const [id, receipt] of receipts) {
    const again = await fetch(`${server.url}/inbox/applications/${id}`, { redirect: "manual" });
    assert.notEqual(again.status, 500);
    assert.match(receipt, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}$/);
  }
  const expected = receipts.size * 2;
  assert.ok(await until(() => sink.mails.length >= expected, 90), `only ${sink.mails.length} of ${expected} mails arrived`);
  await new Promise((done) => setTimeout(done, 1_500));
  const counts = new Map();
  for (const mail of sink.mails) counts.set(mail.id, (counts.get(mail.id) ?? 0) + 1);
  for (const id of receipts.keys()) {
    assert.equal(counts.get(`confirmation-${id}`), 1, `confirmation of ${id}`);
    assert.equal(counts.get(`notification-${id}`), 1, `notification of ${id}`);
  }
  assert.equal(sink.mails.length, expected, "no mail about anything else");
  assert.equal(await server.stop(), 0, "a clean end");
  await sink.close();
  removeFolder(data);
});

test("the same submission again gives the first receipt, another content with that id is refused", async () => {
  const data = newFolder();
  const server = await new Server(await freePort(), data).start();
  const id = newId();
  const first = await put(server, id, submission(application(id)));
  const second = await put(server, id, submission(application(id)));
  const other = await put(server, id, submission(application(id, "other@example.org")));
  assert.deepEqual([first.status, second.status, other.status], [201, 200, 409]);
  const [a, b] = [await first.json(), await second.json()];
  // The library may have got the first one meanwhile: the receipt is the same, the state goes on.
  assert.deepEqual({ ...b, state: a.state }, a);
  assert.equal(other.headers.get("content-type"), "application/problem+json");
  await server.stop();
  // A second server on the same data is refused with a sentence while the first runs; after it, it starts.
  const third = await new Server(await freePort(), data).start();
  await assert.rejects(new Server(await freePort(), data).start());
  await third.stop();
  removeFolder(data);
});
