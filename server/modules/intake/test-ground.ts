import type { DirtyRow, Load } from "#contract/intake";
import type { Page } from "#contract/page";
import { type LakeRow, readLake } from "#kernel/lake/lake";
import type { TestClient } from "#test/client";
import { startTestHub, type TestHub, testPolice } from "#test/hub";
import { quickLoad } from "#test/loading";

export const police = { department: testPolice };
export const loadsPath = "/api/intake/loads";
export const idCard = "11010519491231002X";

/** An invented register: rows 2 and 3 have days that no calendar has. */
export const register = [
  "证件号码,姓名,登记日期,面积",
  `${idCard.toLowerCase()},张三,2022/8/10,1320m2`,
  "440524188001010014,李四,2月30日,60000",
  `${idCard},王五,2022-02-30,5`,
  "440524188001010014,赵六,2026-01-05,7",
  "",
].join("\n");

type Dirty = Page<DirtyRow> & { byRule: { rule: string; column: string | null; count: number }[] };

/** A hub with two stewards of one department, one of another, and what tests ask of it again and again. */
export interface IntakeGround {
  readonly hub: TestHub;
  readonly steward: TestClient;
  readonly colleague: TestClient;
  readonly stranger: TestClient;
  readonly officer: TestClient;
  readonly freshName: () => string;
  readonly loadRegister: () => Promise<Load>;
  readonly dirtyOf: (id: string, query?: string) => Promise<{ body: Dirty; text: string }>;
  readonly rowsOf: (load: Load) => Promise<LakeRow[]>;
  /** What intake wrote about an object, oldest first. */
  readonly actionsOn: (kind: string, id: string) => Promise<string[]>;
}

/** Ask at the top of the file. */
export async function intakeGround(uploadLimitMb = 1): Promise<IntakeGround> {
  const hub = await startTestHub({ uploadLimitMb });
  const steward = await hub.as("department-steward", police);
  const officer = await hub.as("data-officer");
  let count = 0;
  const freshName = () => `登记簿 ${(count += 1)}`;
  return {
    hub,
    steward,
    colleague: await hub.as("department-steward", police),
    stranger: await hub.as("department-steward"),
    officer,
    freshName,
    loadRegister: () => quickLoad(steward, "登记簿.csv", register, { ...police, as: freshName() }),
    dirtyOf: (id, query = "") => steward.get<Dirty>(`${loadsPath}/${id}/dirty?limit=100${query}`),
    async rowsOf(load) {
      const { table } = await hub.hub.catalog.resource(hub.hub.call(), load.resourceId);
      return readLake(hub.lake, `select t.* from ${table} t order by t._row`);
    },
    async actionsOn(kind, id) {
      const { body } = await officer.get<Page<{ action: string }>>(
        `/api/ledger/entries?objectKind=${kind}&objectId=${id}&limit=100`,
      );
      const actions = body.items.map((entry) => entry.action).toReversed();
      return actions.filter((action) => action.startsWith("intake."));
    },
  };
}

export const fieldOf = (load: Load, source: string): string =>
  load.columns.find((column) => column.source === source)?.field ?? "";
