import type { ResourceFields, ResourceItem } from "#contract/catalog";
import type { LedgerEntry } from "#contract/ledger";
import type { Page } from "#contract/page";
import type { Application, Finding, Request } from "#contract/sharing";
import { csvColumns, name } from "#kernel/lake/lake";
import type { TestClient } from "#test/client";
import { type TestHub, testPolice } from "#test/hub";

export { testPolice };

/** Two more departments of the test city: one that asks, one that has nothing to do with it. */
export const housing = "11999900MB0X000273";
export const health = "11999900MB0X00035X";

export async function registerOthers({ hub }: TestHub): Promise<void> {
  const city = { division: "5101", isInvented: true };
  await hub.registry.ensureDepartment(hub.call(), {
    ...city,
    code: housing,
    name: "测试市住房和城乡建设局",
    shortName: "市住建局",
  });
  await hub.registry.ensureDepartment(hub.call(), {
    ...city,
    code: health,
    name: "测试市卫生健康委员会",
    shortName: "市卫健委",
  });
}

const text = { kind: "text", maxLength: null, precision: null, scale: null } as const;
const item = (field: string, zh: string, isKey = false): ResourceItem => ({
  field,
  name: { zh, en: "" },
  element: null,
  type: text,
  isKey,
  isMandatory: false,
  grade: "1",
  isPersonal: false,
  description: "",
});
const items = [item("permit_no", "居住证号", true), item("office", "签发机关"), item("months", "有效月数")];

/** A published resource of a department with three rows in the lake. */
export async function publishResource(
  { hub, lake }: TestHub,
  more: Partial<ResourceFields> & Pick<ResourceFields, "name" | "shareClass">,
): Promise<string> {
  const call = hub.call();
  const core = await hub.catalog.draftFor(call, {
    department: testPolice,
    format: "database",
    updateCycle: "daily",
    shareModes: ["query-api"],
    useConditions: more.shareClass === "conditional" ? "限公共服务资格核验" : "",
    dataClass: "公共管理和服务",
    items,
    isInvented: true,
    ...more,
  });
  await using session = await lake.session();
  await session.write("create schema if not exists standard");
  const columns = items.map((one) => `${name(one.field)} varchar`).join(", ");
  await session.write(`create table ${core.table} (${name(csvColumns.row)} bigint, ${columns})`);
  for (const row of [1, 2, 3])
    await session.write(`insert into ${core.table} values ($1, $2, $3, $4)`, [
      row,
      `P-${row}`,
      "锦江分局",
      String(row * 6),
    ]);
  await hub.catalog.noteLoad(call, core.id, { loadId: crypto.randomUUID(), rowCount: 3, loadedAt: new Date() });
  await hub.catalog.life.submit(call, core.id);
  await hub.catalog.life.assessSecrecy(call, core.id, { result: "no-secret", note: "不涉密" });
  await hub.catalog.life.assessPersonal(call, core.id, {
    result: "no-personal-information",
    note: "不含",
    basis: "",
    safeguards: "",
  });
  await hub.catalog.life.sign(call, core.id);
  await hub.catalog.life.publish(call, core.id);
  return core.id;
}

export interface Cast {
  readonly user: TestClient;
  readonly head: TestClient;
  readonly steward: TestClient;
  readonly providerHead: TestClient;
  readonly officer: TestClient;
  readonly leader: TestClient;
  readonly stranger: TestClient;
}

export async function castOf({ as }: TestHub): Promise<Cast> {
  return {
    user: await as("department-user", { department: housing }),
    head: await as("sharing-head", { department: housing }),
    steward: await as("department-steward", { department: testPolice }),
    providerHead: await as("sharing-head", { department: testPolice }),
    officer: await as("data-officer"),
    leader: await as("leader"),
    stranger: await as("department-steward", { department: health }),
  };
}

/** A filled-in form over these resources. */
export const formOver = (...resources: string[]) => ({
  title: "公租房资格核验",
  scene: "受理公租房申请时核验居住证",
  purpose: "核验申请人是否持有有效居住证",
  basis: ["item-public-rental", "reg-residence-permit-2"],
  lines: resources.map((resourceId) => ({ resourceId, items: ["permit_no", "months"], scope: [] })),
  mode: "query-api",
  untilOn: "2099-12-31",
  systemName: "住房保障系统",
});

/** Fills in, submits and signs an application; answers its requests in the order of numbers. */
export async function sendRequests({ user, head }: Cast, ...resources: string[]): Promise<Application["requests"]> {
  const started = await user.post<Application>("/api/sharing/applications", formOver(...resources));
  if (started.status !== 201) throw new Error(started.text);
  const { id } = started.body;
  const submitted = await user.post(`/api/sharing/applications/${id}/submit`, {});
  if (submitted.status !== 200) throw new Error(submitted.text);
  const signed = await head.post<Application>(`/api/sharing/applications/${id}/sign`, {});
  if (signed.status !== 200) throw new Error(signed.text);
  return signed.body.requests;
}

export const grantAnswer = (resourceId: string, fields: readonly string[] = ["permit_no", "months"]) => ({
  kind: "grant",
  lines: [{ resourceId, items: fields.map((field) => ({ field })) }],
  untilOn: "2099-06-30",
});

/** Takes a sent request to its consenting answer. */
export async function consent({ steward, providerHead }: Cast, id: string, resourceId: string): Promise<Request> {
  const drafted = await steward.post(`/api/sharing/requests/${id}/answer`, grantAnswer(resourceId));
  if (drafted.status !== 200) throw new Error(drafted.text);
  const signed = await providerHead.post<Request>(`/api/sharing/requests/${id}/answer/sign`, {});
  if (signed.status !== 200) throw new Error(signed.text);
  return signed.body;
}

interface States extends AsyncDisposable {
  /** When the file comes to this state, or has come to it since the watch began. */
  readonly reached: (id: string, state: string) => Promise<void>;
}

/** For what travels through the outbox: the database itself tells of each state a file comes to, so nobody asks again and again. */
export async function watchStates({ database }: TestHub): Promise<States> {
  await database.pool.query(`
    create or replace function sharing.tell_state() returns trigger language plpgsql as $$
    begin perform pg_notify('file_state', new.id || ' ' || new.state); return null; end $$;
    create or replace trigger tell_state after update on sharing.file for each row execute function sharing.tell_state()`);
  const listener = await database.pool.connect();
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  listener.on("notification", ({ payload = "" }) => {
    seen.add(payload);
    waiting.get(payload)?.();
  });
  await listener.query("listen file_state");
  return {
    async reached(id, state) {
      const news = `${id} ${state}`;
      if (!seen.has(news)) await new Promise<void>((resolve) => waiting.set(news, resolve));
    },
    async [Symbol.asyncDispose]() {
      listener.release(true);
    },
  };
}

export const daysFromNow = (days: number): Date => new Date(Date.now() + days * 86_400_000);

interface Look {
  /** Findings of a rule after a run on that day, each with the actions of its ledger entries. */
  readonly findings: (rule: string, days?: number) => Promise<(Finding & { readonly actions: string[] })[]>;
  /** Lets the clock do what is due by then. */
  readonly tick: (days: number) => Promise<void>;
}

/** Runs the rules of art. 39–41 as the nightly job does, twice: what is found is found once. */
export function lookOver({ hub }: TestHub, officer: TestClient): Look {
  const at = (days: number) => ({ ...hub.call(), now: daysFromNow(days) });
  const list = async (rule: string) =>
    (await officer.get<Page<Finding>>(`/api/sharing/findings?rule=${rule}&limit=200`)).body.items;
  return {
    async findings(rule, days = 0) {
      await hub.sharing.life.runRules(at(days));
      const first = await list(rule);
      const again = (await hub.sharing.life.runRules(at(days + 0.01))) as { found: number };
      const second = await list(rule);
      if (again.found !== 0 || second.length !== first.length) throw new Error(`${rule} finds the same thing twice`);
      const seen = second.filter((one) => !one.isGone);
      return Promise.all(
        seen.map(async (one) => {
          const entries = await Promise.all(
            one.evidence.entries.map((number) => officer.get<LedgerEntry>(`/api/ledger/entries/${number}`)),
          );
          return { ...one, actions: entries.map(({ body }) => body.action) };
        }),
      );
    },
    tick: async (days) => void (await hub.clock.tick(at(days))),
  };
}
