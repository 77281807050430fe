import { Button } from "antd";
import { type Calendar, type CalendarYear, clockRoutes } from "#contract/clock";
import {
  AnsweredPage,
  EmptyState,
  Note,
  PageHead,
  Segments,
  today,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { calendarFilters } from "./filters.ts";
import { ruleWords } from "./rule-words.ts";
import { YearEditor } from "./year-editor.tsx";
import "./clock.css";

/** Which days are worked: a year as twelve months, swapped weekends marked; the bureau changes a day with its reason. */
export function CalendarScreen() {
  const words = useWords(ruleWords).calendar;
  const answer = useAnswer(clockRoutes.getCalendar, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(calendar) => <CalendarPage calendar={calendar} />}
      </AnsweredPage>
    </div>
  );
}

function CalendarPage({ calendar }: { calendar: Calendar }) {
  const words = useWords(ruleWords).calendar;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(calendarFilters);
  const thisYear = Number(today().slice(0, 4));
  const next = Math.max(thisYear, ...calendar.years.map(({ year }) => year)) + 1;
  const year = search.year ?? thisYear;
  const known = calendar.years.find((one) => one.year === year);
  const shownYears = [...new Set([...calendar.years.map((one) => one.year), year])].toSorted((a, b) => a - b);
  return (
    <>
      <PageHead
        title={words.title}
        note={known ? words.note(String(year), format.number(known.workingDays)) : undefined}
      />
      {calendar.warning ? (
        <div style={{ marginTop: 12 }}>
          <Note tone="fault" title={text(calendar.warning)}>
            {calendar.may.edit ? (
              <div className="row g2">
                <Button size="small" onClick={() => setSearch({ year: next })}>
                  {words.enter(String(next))}
                </Button>
              </div>
            ) : null}
          </Note>
        </div>
      ) : null}
      <div className="strip">
        <Segments
          label={words.year}
          value={String(year)}
          options={shownYears.slice(-5).map((one) => ({ value: String(one), label: String(one) }))}
          onChange={(value) => setSearch({ year: Number(value) })}
        />
        {calendar.may.edit && !shownYears.includes(next) ? (
          <Button size="small" onClick={() => setSearch({ year: next })}>
            {words.enter(String(next))}
          </Button>
        ) : null}
        <span className="sp" />
        <Legend />
      </div>
      <YearPart key={`${year}-${known?.version ?? 0}`} year={year} known={known} mayEdit={calendar.may.edit} />
    </>
  );
}

function YearPart({ year, known, mayEdit }: { year: number; known: CalendarYear | undefined; mayEdit: boolean }) {
  const words = useWords(ruleWords).calendar;
  if (!known && !mayEdit) {
    return <EmptyState title={words.missing(String(year))}>{words.missingText}</EmptyState>;
  }
  return <YearEditor year={year} known={known} mayEdit={mayEdit} />;
}

function Legend() {
  const words = useWords(ruleWords).calendar;
  return (
    <ul className="cal-legend">
      <li>
        <span className="cal-day work">{"1"}</span> {words.kinds.work}
      </li>
      <li>
        <span className="cal-day weekend">{"1"}</span> {words.kinds.weekend}
      </li>
      <li>
        <span className="cal-day off">
          {"1"}
          <i>{words.off}</i>
        </span>{" "}
        {words.kinds.off}
      </li>
      <li>
        <span className="cal-day swapped">
          {"1"}
          <i>{words.on}</i>
        </span>{" "}
        {words.kinds.swapped}
      </li>
    </ul>
  );
}
