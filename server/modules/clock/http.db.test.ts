import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Commitment, CommitmentFile, DeskCounts, Escalation, Extension, Person, Reminder } from "#contract/clock";
import { dueOn } from "#contract/clock-days";
import type { Session } from "#contract/identity";
import type { LedgerEntry } from "#contract/ledger";
import type { SystemStatus } from "#contract/operations";
import type { Page } from "#contract/page";
import { sql } from "#kernel/db/db";
import { startTestHub, testBureau, testPolice } from "#test/hub";
import type { NewCommitment } from "./door.ts";

// The routes on a whole hub: who may, what they see, what they leave in the ledger. The rules are tested beside their code.

const { as, hub, database } = await startTestHub();
const officer = await as("data-officer");
const leader = await as("leader");
const steward = await as("department-steward", { department: testPolice });
const requester = await as("department-user", { department: testBureau });
const third = "11999900MB0X00003L";
await hub.registry.ensureDepartment(hub.call(), {
  code: third,
  name: "测试市民政局",
  shortName: "市民政局",
  division: "5101",
  isInvented: true,
});
const stranger = await as("department-steward", { department: third });

const commitments = "/api/clock/commitments";
let count = 0;
async function promise(daysAgo = 0, fields: Partial<NewCommitment> = {}): Promise<Commitment> {
  count += 1;
  return hub.clock.start(hub.call(), {
    kind: "answer-conditional",
    subject: { module: "test", id: `t-${count}`, number: `GX-${count}`, title: `居住证签发信息 ${count}`, href: "/" },
    owedBy: testPolice,
    owedTo: testBureau,
    ...(daysAgo === 0 ? {} : { startsAt: new Date(Date.now() - daysAgo * 86_400_000) }),
    ...fields,
  });
}
const actionsOn = async (id: string) => {
  const { body } = await officer.get<Page<LedgerEntry>>(`/api/ledger/entries?objectKind=commitment&objectId=${id}`);
  return body.items.map(({ action }) => action).toReversed();
};

test("a running hub has its tick on the queue, every minute by Shanghai's clock", async () => {
  const result = await sql<{ cron: string; timezone: string }>`
    select s.cron, s.timezone from queue.schedule s where s.name = 'clock.tick'`.execute(database.withTables<never>());
  assert.deepEqual(result.rows, [{ cron: "* * * * *", timezone: "Asia/Shanghai" }]);
});

test("the system's status says whether next year's holidays are known", async () => {
  const { body } = await officer.get<SystemStatus>("/api/operations/status");
  const holidays = body.components.find(({ name }) => name === "holidays");
  const warning = await hub.clock.calendarWarning(hub.call());
  assert.equal(holidays?.state, warning ? "warning" : "good");
});

describe("the list", () => {
  test("stands by remaining working days, the overdue first, page by page, with the exact total", async () => {
    const module = { subject: { module: "pages", id: "x", title: "分页", href: "/" } };
    for (const ago of [3, 40, 0, 25, 9]) await promise(ago, module);
    const all: Commitment[] = [];
    let next: string | null = "";
    while (next !== null) {
      const cursor: string = next === "" ? "" : `&cursor=${next}`;
      const { body } = await officer.get<Page<Commitment>>(`${commitments}?subjectModule=pages&limit=2${cursor}`);
      assert.equal(body.total, 5);
      all.push(...body.items);
      next = body.next;
    }
    assert.equal(all.length, 5);
    const left = all.map(({ remainingDays }) => remainingDays ?? 0);
    assert.deepEqual(
      left,
      left.toSorted((a, b) => a - b),
    );
    assert.equal(all[0]?.colour, "red");
  });

  test("names who waits, who owes, days left, the day, and the basis on every row", async () => {
    const { id } = await promise();
    const { body } = await steward.get<CommitmentFile>(`${commitments}/${id}`);
    assert.deepEqual([body.owedByName, body.owedToName, body.remainingDays], ["锦江公安", "市数据局", 10]);
    assert.match(body.basis, /第二十一条/);
    assert.ok(body.dueOn);
  });

  test("shows a department what it owes and waits for, nobody else's, and a leader all", async () => {
    const mine = await promise();
    const others = await promise(0, { owedTo: third, owedBy: testBureau });
    const seenBy = async (client: typeof officer) => {
      const { body } = await client.get<Page<Commitment>>(`${commitments}?limit=500`);
      assert.equal(body.total, body.items.length);
      return [mine, others].map(({ id }) => body.items.some((item) => item.id === id));
    };
    assert.deepEqual(await seenBy(steward), [true, false]);
    assert.deepEqual(await seenBy(stranger), [false, true]);
    assert.deepEqual(await seenBy(requester), [true, true]);
    assert.deepEqual(await seenBy(leader), [true, true]);
    assert.equal((await stranger.get(`${commitments}/${mine.id}`)).body.code, "clock.commitment-not-found");
  });

  test("counts under every filter what it lists", async () => {
    await hub.clock.pause(hub.call(), (await promise()).id, "一次性告知补正");
    await hub.clock.meet(hub.call(), (await promise()).id, { evidence: "已答复" });
    for (const client of [officer, steward, stranger]) {
      for (const filter of [
        ...["red", "orange", "blue", "plain", "paused"].map((colour) => `colour=${colour}`),
        ...["running", "paused", "missed", "met", "met-late", "dropped"].map((state) => `state=${state}`),
        `department=${testPolice}`,
        `owedBy=${testPolice}&kind=answer-conditional`,
        `owedTo=${testBureau}&colour=plain`,
        "calledIn=true",
        "assignedToMe=true",
        "asksExtension=false",
        "level=blue",
        "q=居住证",
      ]) {
        const { status, body } = await client.get<Page<Commitment>>(`${commitments}?limit=500&${encodeURI(filter)}`);
        assert.deepEqual([status, body.total], [200, body.items?.length], filter);
      }
    }
  });

  test("refuses a cursor of another list", async () => {
    assert.equal((await officer.get(`${commitments}?cursor=abc`)).body.code, "clock.bad-cursor");
  });
});

test("the desk's counts by colour add up by kind, by department and in all", async () => {
  await promise(40);
  const { body } = await officer.get<DeskCounts>("/api/clock/counts");
  const sum = (rows: readonly { open: number }[]) => rows.reduce((all, row) => all + row.open, 0);
  assert.deepEqual([sum(body.kinds), sum(body.departments)], [body.open, body.open]);
  const { body: list } = await officer.get<Page<Commitment>>(`${commitments}?colour=red&limit=1`);
  assert.equal(body.colours.red, list.total);
});

describe("a reminder", () => {
  test("reaches the department that owes, is acknowledged once, and is told in the story with its receipt", async () => {
    const { id } = await promise();
    const { status, body } = await officer.post<Reminder>(`${commitments}/${id}/reminders`, { text: "请尽快答复" });
    assert.deepEqual([status, body.to.department, body.seen], [201, testPolice, null]);
    const received = await steward.get<Page<Reminder>>("/api/clock/reminders?unseen=true");
    assert.ok(received.body.items.some((one) => one.id === body.id));
    const first = await steward.post<Reminder>(`/api/clock/reminders/${body.id}/receipt`);
    const again = await steward.post<Reminder>(`/api/clock/reminders/${body.id}/receipt`);
    assert.deepEqual([first.status, again.body.seen], [200, first.body.seen]);
    const { body: file } = await officer.get<CommitmentFile>(`${commitments}/${id}`);
    assert.deepEqual(
      file.moves.map(({ kind }) => kind),
      ["start", "remind", "receipt"],
    );
    assert.deepEqual((await actionsOn(id)).slice(0, 2), ["clock.remind", "clock.acknowledge"]);
  });

  test("may come from whoever waits, not from whoever owes", async () => {
    const { id } = await promise();
    assert.equal((await requester.post(`${commitments}/${id}/reminders`, {})).status, 201);
    assert.equal((await steward.post(`${commitments}/${id}/reminders`, {})).body.code, "clock.not-yours-to-do");
  });

  test("is not received by others", async () => {
    const { id } = await promise();
    const { body } = await officer.post<Reminder>(`${commitments}/${id}/reminders`, {});
    const receipt = await requester.post(`/api/clock/reminders/${body.id}/receipt`);
    assert.equal(receipt.body.code, "clock.reminder-not-found");
  });
});

test("a promise is assigned to a colleague of the owing department, and to nobody else", async () => {
  const { id } = await promise();
  const { body: mine } = await steward.get<Session>("/api/identity/session");
  const { body: theirs } = await requester.get<Session>("/api/identity/session");
  const candidates = await steward.get<{ items: Person[] }>(`${commitments}/${id}/candidates`);
  assert.ok(candidates.body.items.some((one) => one.id === mine.person.id));
  const refused = await steward.post(`${commitments}/${id}/assignee`, { person: theirs.person.id });
  assert.equal(refused.body.code, "clock.person-not-found");
  const { body } = await steward.post<Commitment>(`${commitments}/${id}/assignee`, { person: mine.person.id });
  assert.equal(body.assignee?.name, mine.person.name);
  const list = await steward.get<Page<Commitment>>(`${commitments}?assignedToMe=true`);
  assert.ok(list.body.items.some((one) => one.id === id));
  assert.deepEqual(await actionsOn(id), ["clock.assign"]);
});

test("the desk calls a promise in once", async () => {
  const { id } = await promise();
  const called = await officer.post<Commitment>(`${commitments}/${id}/call-in`, { reason: "领导关注" });
  assert.equal(called.status, 200);
  assert.ok(called.body.calledIn);
  assert.equal((await officer.post(`${commitments}/${id}/call-in`, { reason: "再来" })).body.code, "clock.not-now");
  assert.equal((await steward.post(`${commitments}/${id}/call-in`, { reason: "再来" })).status, 403);
});

describe("escalating", () => {
  test("waits until it is overdue and says from which day on", async () => {
    const { id } = await promise();
    const { status, body } = await leader.post(`${commitments}/${id}/escalations`, {
      level: "red",
      reason: "久拖不办",
    });
    assert.deepEqual([status, body.code], [409, "clock.not-now"]);
    assert.match(body.detail, /尚未逾期，.*起才可升级/);
    const { body: file } = await leader.get<CommitmentFile>(`${commitments}/${id}`);
    assert.match(file.whyNot["escalate"]?.zh ?? "", /尚未逾期/);
  });

  test("raises the level with a circular that is issued once, signed by a leader", async () => {
    const { id } = await promise(60);
    const raised = await leader.post<Escalation>(`${commitments}/${id}/escalations`, {
      level: "orange",
      reason: "久拖不办",
    });
    assert.equal(raised.status, 201);
    assert.match(raised.body.circular, /测试市公安局锦江分局/);
    const lower = await leader.post(`${commitments}/${id}/escalations`, { level: "blue", reason: "降级" });
    assert.equal(lower.body.code, "clock.level-not-higher");
    const circular = `/api/clock/escalations/${raised.body.id}/circular`;
    const issued = await leader.post<Escalation>(circular, { text: raised.body.circular });
    assert.ok(issued.body.issued);
    assert.equal(
      (await leader.post(circular, { text: raised.body.circular })).body.code,
      "clock.circular-issued-already",
    );
    assert.deepEqual(await actionsOn(id), ["clock.escalate", "clock.issue-circular"]);
    const { moves } = (await leader.get<CommitmentFile>(`${commitments}/${id}`)).body;
    const told = moves.filter(({ kind }) => kind === "circular");
    assert.deepEqual(
      told.map(({ facts, dueBefore, dueAfter }) => [facts["escalation"], dueBefore === dueAfter]),
      [[raised.body.id, true]],
      "the circular is a line of the story, and moves no day",
    );
  });

  test("by ten people at once raises it once", async () => {
    const { id } = await promise(60);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        officer.post(`${commitments}/${id}/escalations`, { level: "red", reason: "久拖不办" }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.deepEqual(await actionsOn(id), ["clock.escalate"]);
  });
});

describe("an extension", () => {
  const ask = (id: string) =>
    steward.post<Extension>(`${commitments}/${id}/extensions`, { workingDays: 10, reason: "居住证系统割接，接口暂停" });
  const decide = (id: string, body: object) => officer.post<Extension>(`/api/clock/extensions/${id}/decision`, body);

  test("is asked by who owes, granted for fewer days by the bureau, and moves the day", async () => {
    const { id, dueOn: before } = await promise();
    const asked = await ask(id);
    assert.deepEqual([asked.status, asked.body.state], [201, "asked"]);
    assert.equal((await ask(id)).status, 409);
    const granted = await decide(asked.body.id, { decision: "grant", workingDays: 5, note: "同意五日" });
    assert.deepEqual([granted.body.state, granted.body.grantedDays], ["granted", 5]);
    const { body } = await officer.get<CommitmentFile>(`${commitments}/${id}`);
    assert.equal(body.dueOn, dueOn(await hub.clock.calendar(hub.call()), before ?? "", 5));
    assert.deepEqual(await actionsOn(id), ["clock.ask-extension", "clock.decide-extension"]);
  });

  test("is decided once by ten at once", async () => {
    const { id } = await promise();
    const { body } = await ask(id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => decide(body.id, { decision: "grant", workingDays: (index % 3) + 1 })),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  test("is refused only with a reason, and the day stays", async () => {
    const { id, dueOn: before } = await promise();
    const { body } = await ask(id);
    assert.equal((await decide(body.id, { decision: "refuse", note: "" })).status, 400);
    assert.equal((await decide(body.id, { decision: "refuse", note: "理由不充分" })).body.state, "refused");
    assert.equal((await officer.get<Commitment>(`${commitments}/${id}`)).body.dueOn, before);
  });

  test("is not seen by a third department", async () => {
    const { id } = await promise();
    await ask(id);
    const foreign = await stranger.post(`${commitments}/${id}/extensions`, { workingDays: 1, reason: "试试" });
    assert.equal(foreign.body.code, "clock.commitment-not-found");
  });
});

test("no role that has nothing to do with promises may call any route of the clock", async () => {
  const citizen = await as("citizen");
  const clerk = await as("hall-clerk");
  const { id } = await promise();
  for (const client of [citizen, clerk]) {
    for (const path of [
      commitments,
      "/api/clock/counts",
      `${commitments}/${id}`,
      "/api/clock/reminders",
      "/api/clock/rules",
    ])
      assert.equal((await client.get(path)).status, 403, path);
  }
});
