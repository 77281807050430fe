import type { RiverMap } from "#contract/graph-map";
import { today, useFormat, useWords } from "#kit";
import { graphWords } from "./words.ts";

interface Props {
  readonly months: RiverMap["months"];
  /** Last day that is looked at, `YYYY-MM-DD`. */
  readonly until: string;
  /** `YYYY-MM` that is looked at alone. */
  readonly month: string | undefined;
  readonly onPick: (span: { from: string | undefined; to: string | undefined }) => void;
}

const shown = 12;
const tallest = 22;

/** Twelve months as bars that start at zero; pressing one looks at that month alone, pressing it again at all. */
export function MonthBrush({ months, until, month, onPick }: Props) {
  const words = useWords(graphWords);
  const format = useFormat();
  const uses = new Map(months.map((one) => [one.month, one.uses]));
  const most = Math.max(1, ...uses.values());
  const all = monthsUpTo(until);
  return (
    <fieldset className="brush" aria-label={words.months}>
      {all.map((one) => {
        const own = uses.get(one) ?? 0;
        const isOn = one === month;
        return (
          <button
            key={one}
            type="button"
            aria-pressed={isOn}
            title={words.month(one, format.number(own))}
            onClick={() => onPick(isOn ? { from: undefined, to: undefined } : spanOf(one))}
          >
            <span style={{ height: own === 0 ? 0 : Math.max(1, (own / most) * tallest) }} />
            <small aria-hidden="true">{Number(one.slice(5))}</small>
            <em className="unseen">{words.month(one, format.number(own))}</em>
          </button>
        );
      })}
    </fieldset>
  );
}

function monthsUpTo(until: string): string[] {
  const [year = 0, month = 1] = until.split("-").map(Number);
  return Array.from({ length: shown }, (_, at) =>
    new Date(Date.UTC(year, month - shown + at, 1)).toISOString().slice(0, 7),
  );
}

/** First and last day of a month; of the present one, up to today, which is no looking back. */
function spanOf(month: string): { from: string; to: string | undefined } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: last >= today() ? undefined : last };
}

/** The month that a span is exactly; undefined where it is something else. */
export function monthOf(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined || !from.endsWith("-01")) return undefined;
  return spanOf(from.slice(0, 7)).to === to ? from.slice(0, 7) : undefined;
}
