import { AppLink, PromiseWord, stringifySearch, useFilters, useFormat, useWords } from "#kit";
import type { DueDay, DueDays } from "./due-days.ts";
import { deskFilters } from "./filters.ts";
import { clockWords } from "./words.ts";

const tallest = 34;

/** A bar for each of the coming working days; a day leads to what is due on it, so the picture is its own table. */
export function DueChart({ due }: { due: DueDays | undefined }) {
  const words = useWords(clockWords).due;
  const format = useFormat();
  const [search] = useFilters(deskFilters);
  const days = due?.days ?? [];
  const most = Math.max(1, ...days.map(({ rows }) => rows.length));
  return (
    <figure className="due" aria-label={words.title}>
      <figcaption className="row g2 wrap">
        <b className="t13">{words.title}</b>
        <span className="t12 m">
          {words.note}
          {due?.wholeTo ? ` · ${words.cut(format.day(due.wholeTo))}` : ""}
        </span>
      </figcaption>
      <ol>
        {days.map((one) => (
          <li key={one.day}>
            <AppLink
              href={`/clock${stringifySearch({ ...search, due: search.due === one.day ? undefined : one.day, open: undefined, colour: undefined, state: undefined })}`}
              aria-current={search.due === one.day ? "true" : undefined}
              title={words.day(format.day(one.day), format.number(one.rows.length))}
            >
              <span className="unseen">{words.day(format.day(one.day), format.number(one.rows.length))}</span>
              <span className="due-count" aria-hidden="true">
                {one.rows.length === 0 ? "" : format.rough(one.rows.length)}
              </span>
              <i className={shadeOf(one)} style={{ height: Math.round((one.rows.length / most) * tallest) }} />
              <span className="due-day" aria-hidden="true">
                {dayNumber(one.day, days)}
              </span>
            </AppLink>
          </li>
        ))}
      </ol>
      {search.due === undefined ? null : (
        <p className="row g2 t13">
          <PromiseWord state="reminder">
            {words.on(
              format.day(search.due),
              format.number(days.find(({ day }) => day === search.due)?.rows.length ?? 0),
            )}
          </PromiseWord>
          <AppLink href={`/clock${stringifySearch({ ...search, due: undefined })}`}>{words.back}</AppLink>
        </p>
      )}
    </figure>
  );
}

/** A day has the colour of its rows: all that is due on one day has the same number of days left. */
function shadeOf({ rows }: DueDay): string | undefined {
  const colour = rows[0]?.colour;
  return colour === "orange" || colour === "blue" ? colour : undefined;
}

/** `23`, and with the month where it begins. */
function dayNumber(day: string, days: readonly DueDay[]): string {
  const [, month = "", date = ""] = day.split("-").map((part) => String(Number(part)));
  const at = days.findIndex((one) => one.day === day);
  const before = days[at - 1]?.day.slice(5, 7);
  return before === day.slice(5, 7) ? date : `${month}/${date}`;
}
