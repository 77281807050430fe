import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { MappedColumn } from "#contract/intake";
import type { CheckRun, qualityRoutes } from "#contract/quality";
import type { RouteAnswer } from "#contract/route";
import type { Call } from "#kernel/call";
import type { Database } from "#kernel/db/db";
import type { TestClient } from "#test/client";
import { type TestHub, testPolice } from "#test/hub";

export type Latest = RouteAnswer<typeof qualityRoutes.latestRun>;

/** A column of a test file: the element it is, and what is declared of it. */
export interface TestColumn {
  readonly field: string;
  /** Field name of an element of the shipped pack. */
  readonly element?: string;
  readonly isKey?: boolean;
  readonly isMandatory?: boolean;
}

export const personColumns: readonly TestColumn[] = [
  { field: "no", isKey: true },
  { field: "name", element: "person_name", isMandatory: true },
  { field: "citizen_id", element: "citizen_id" },
  { field: "sex", element: "sex_code" },
];

/** Of five rows three are bad: an empty name, a wrong check character and an unknown sex, and a key that two rows have. */
export const people = [
  "no,name,citizen_id,sex",
  "1,测甲一,11010519491231002X,2",
  "2,,440524188001010014,1",
  "3,测丙三,110105194912310021,9x",
  "4,测丁四,11010519491231002X,1",
  "4,测戊五,440524188001010014,1",
].join("\n");

const deadlineMs = 60_000;

/** Looks until there is something; fails after a minute. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false>,
): Promise<Found> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await delay(25);
  }
}

/** Loads a file through the hub's own intake as `weir load` would, to its end. */
export async function loadCsv(
  { hub }: Pick<TestHub, "hub">,
  given: {
    readonly as: string;
    readonly text: string;
    readonly columns: readonly TestColumn[];
    readonly department?: string;
  },
): Promise<{ resourceId: string; loadId: string }> {
  const call = hub.call();
  const department = given.department ?? testPolice;
  const { fileId } = await hub.intake.upload(
    call,
    { name: `${given.as}.csv`, department },
    Readable.from([given.text]),
  );
  const adjust = await adjusting({ hub }, call, given.columns);
  const load = await hub.intake.quickLoad(call, {
    department,
    fileId,
    as: given.as,
    resource: { updateCycle: "daily" },
    adjust,
  });
  const job = await until("the load", async () => {
    const found = await hub.jobs.find(call, load.jobId ?? "");
    return found?.endedAt ? found : null;
  });
  if (job.state !== "succeeded") throw new Error(JSON.stringify(job.problem));
  return { resourceId: load.resourceId, loadId: load.id };
}

async function adjusting({ hub }: Pick<TestHub, "hub">, call: Call, columns: readonly TestColumn[]) {
  const elements = [...(await hub.dictionary.elements(call)).values()];
  const text = { kind: "text" as const, maxLength: null, precision: null, scale: null };
  return (mapping: MappedColumn[]): MappedColumn[] =>
    mapping.map((column) => {
      const declared = columns.find(({ field }) => field === column.source);
      if (!declared) throw new Error(`No column ${column.source} was declared.`);
      const element = elements.find(({ field }) => field === declared.element);
      if (declared.element && !element) throw new Error(`The pack has no ${declared.element}.`);
      return {
        ...column,
        action: "load",
        field: declared.field,
        element: element?.id ?? null,
        name: element?.name ?? { zh: declared.field, en: declared.field },
        // As text, so that wrong values reach the table, where rules find them.
        type: text,
        isKey: declared.isKey ?? false,
        isMandatory: declared.isMandatory ?? false,
        decidedBy: "person",
      };
    });
}

/** Waits until the check that follows a load is kept. */
export const checked = (client: TestClient, given: { resourceId: string; loadId: string }): Promise<CheckRun> =>
  until("the check after the load", async () => {
    const { body } = await client.get<Latest>(`/api/quality/resources/${given.resourceId}/latest`);
    return body.run?.loadId === given.loadId && body.checking === null && body.run;
  });

/** Keeps checks from going on: they wait for the table of weights, which nobody else reads. */
export async function holdChecks(database: Database): Promise<AsyncDisposable & { release(): Promise<void> }> {
  const client = await database.pool.connect();
  await client.query("begin");
  await client.query("lock table quality.measure in access exclusive mode");
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query("commit");
    client.release();
  };
  return { release, [Symbol.asyncDispose]: release };
}

export const jobEnded = ({ hub }: Pick<TestHub, "hub">, id: string) =>
  until("the job", async () => {
    const job = await hub.jobs.find(hub.call(), id);
    return job?.endedAt ? job : null;
  });
