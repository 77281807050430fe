import { type Kind, Rules } from "#contract/clock";
import { type WorkCalendar, workCalendar } from "#contract/clock-days";
import type { Db } from "#kernel/db/db";
import { groundOn, kinds, years } from "./rule-store.ts";

export interface Ground {
  readonly calendar: WorkCalendar;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Those that hold on the day asked for. */
  readonly rules: Rules;
}

/** Calendar, kinds and rules. The first two stay in memory until they change, in whichever process. */
export interface GroundCache {
  read(db: Db, day: string): Promise<Ground>;
}

export function createGroundCache(): GroundCache {
  let kept: ({ readonly mark: string } & Pick<Ground, "calendar" | "kinds">) | null = null;
  return {
    async read(db, day) {
      const { mark, rules } = await groundOn(db, day);
      if (kept?.mark !== mark) {
        const known = new Map((await kinds(db)).map((kind) => [kind.code, kind]));
        kept = { mark, kinds: known, calendar: workCalendar(await years(db)) };
      }
      return { calendar: kept.calendar, kinds: kept.kinds, rules: Rules.parse(rules) };
    },
  };
}
