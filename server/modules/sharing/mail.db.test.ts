import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, test } from "node:test";
import { callOn, freshDatabase } from "#test/database";
import { type Mailer, openMailer, sendLetters } from "./mailer.ts";
import { insertNotice, type NoticeRow } from "./notice-store.ts";

const database = await freshDatabase();
const call = callOn(database);
let made = 0;

async function letter(): Promise<NoticeRow> {
  made += 1;
  const row: NoticeRow = {
    id: crypto.randomUUID(),
    kind: "test",
    department: "D",
    roles: ["department-user"],
    titleZh: `有新的申请 ${made}`,
    titleEn: "News",
    textZh: "请办理",
    textEn: "Please act",
    href: "/sharing",
    news: `news-${made}`,
    at: call.now,
    mail: "waiting",
    mailTo: "desk@example.org",
    mailProblem: null,
  };
  await insertNotice(database, row);
  return row;
}

const stateOf = async ({ id }: NoticeRow): Promise<string> =>
  (await database.pool.query<{ mail: string }>("select mail from sharing.notice where id = $1", [id])).rows[0]?.mail ??
  "";

test("ten senders at once send each letter once", async () => {
  const letters = await Promise.all(Array.from({ length: 30 }, letter));
  const sent: string[] = [];
  const mailer: Mailer = { send: async ({ id }) => void sent.push(id) };
  await Promise.all(Array.from({ length: 10 }, () => sendLetters(call, mailer)));
  assert.deepEqual(sent.toSorted(), letters.map(({ id }) => id).toSorted());
});

test("a letter whose sending was cut off does not go a second time", async () => {
  const one = await letter();
  await database.pool.query("update sharing.notice set mail = 'sending' where id = $1", [one.id]);
  assert.deepEqual(await sendLetters(call, { send: () => assert.fail("sent again") }), { sent: 0, failed: 0 });
});

test("a letter the server refuses is marked with its reason and holds up no other", async () => {
  const [bad, good] = [await letter(), await letter()];
  const mailer: Mailer = {
    async send({ id }) {
      if (id === bad.id) throw new Error("550 no such user");
    },
  };
  assert.deepEqual(await sendLetters(call, mailer), { sent: 1, failed: 1 });
  assert.deepEqual([await stateOf(bad), await stateOf(good)], ["failed", "sent"]);
});

test("news told twice is one notice", async () => {
  const one = await letter();
  assert.equal(await insertNotice(database, { ...one, id: crypto.randomUUID() }), false);
  await sendLetters(call, { send: async () => {} });
});

test("a letter arrives at a mail server by SMTP", async () => {
  const seen: string[] = [];
  const server = createServer((socket) => {
    socket.setEncoding("utf8");
    socket.write("220 test\r\n");
    let inData = false;
    socket.on("data", (chunk: string) => {
      seen.push(chunk);
      if (inData && chunk.endsWith("\r\n.\r\n")) {
        inData = false;
        socket.write("250 kept\r\n");
      } else if (/^DATA/i.test(chunk)) {
        inData = true;
        socket.write("354 go on\r\n");
      } else if (/^QUIT/i.test(chunk)) socket.end("221 bye\r\n");
      else if (!inData) socket.write("250 well\r\n");
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", () => resolve());
  await promise;
  after(() => server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await letter();
  const counts = await sendLetters(call, openMailer(`smtp://127.0.0.1:${port}`, "weir@example.org"));
  assert.deepEqual(counts, { sent: 1, failed: 0 });
  const text = seen.join("");
  assert.match(text, /RCPT TO:<desk@example\.org>/);
  assert.match(text, /From: weir@example\.org/);
});
