import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { type Call } from "#kernel/call";
import type { Database } from "#kernel/db/db";
import type { EventType } from "#kernel/jobs/events";
import { createLedger } from "#ledger";
import type { DepartmentCore } from "#registry";
import { callOn, freshDatabase } from "#test/database";
import { createClock } from "./index.ts";
import type { Clock, NewCommitment } from "./door.ts";

/** Two departments of an invented city; limits may differ in the district of the first. */
export const provider = "11999900MB0X00002H";
export const requester = "11999900MB0X00001E";

const department = (code: string, shortName: string, division: string): DepartmentCore => ({
  code,
  name: `测试${shortName}`,
  shortName,
  nameEn: shortName,
  division,
  divisionName: division === "9901" ? "测试市" : "测试区",
  level: division === "9901" ? 2 : 3,
  parent: null,
  duties: [],
  contacts: [],
  status: "active",
  isInvented: true,
  isBureau: false,
  version: 1,
});

const departments: ReadonlyMap<string, DepartmentCore> = new Map([
  [provider, department(provider, "区公安分局", "990104")],
  [requester, department(requester, "市数据局", "9901")],
]);

export interface Ground {
  readonly database: Database;
  readonly clock: Clock;
  /** A call at this Shanghai wall-clock time, `2026-03-18 09:00`. */
  readonly at: (time: string, overrides?: Partial<Call>) => Call;
  /** What the clock told, in order. */
  readonly heard: { readonly name: string; readonly payload: Record<string, unknown> }[];
}

/** A clock on a database of its own. The queue only notes what is sent: delivery is the kernel's and tested there. */
export async function clockGround(): Promise<Ground> {
  const folder = mkdtempSync(path.join(tmpdir(), "weir-clock-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const database = await freshDatabase();
  const heard: Ground["heard"] = [];
  const ledger = createLedger({ keyFolder: folder, origin: "weir.test/ledger" });
  await ledger.open(callOn(database));
  const clock = createClock({
    ledger,
    identity: { people: async () => [] },
    registry: { departments: async () => departments },
    events: {
      on: () => {},
      publish: async (call: Call, event: EventType<object>, payload: object) =>
        call.db.afterCommit(() => heard.push({ name: event.name, payload: { ...payload } })),
    },
    jobs: {
      define: () => {},
      schedule: () => {},
      start: async () => "",
    },
    queue: { define: () => {}, schedule: async () => {} },
    hubCall: () => callOn(database),
  });
  const at: Ground["at"] = (time, overrides = {}) =>
    callOn(database, { now: new Date(`${time.replace(" ", "T")}:00+08:00`), ...overrides });
  await clock.open(at("2026-01-01 00:00"));
  return { database, clock, at, heard };
}

let count = 0;
export function promise(fields: Partial<NewCommitment> = {}): NewCommitment {
  count += 1;
  return {
    kind: "answer-conditional",
    subject: {
      module: "sharing",
      id: `request-${count}`,
      title: `居住证签发信息共享申请 ${count}`,
      href: `/sharing/${count}`,
    },
    owedBy: provider,
    owedTo: requester,
    ...fields,
  };
}
