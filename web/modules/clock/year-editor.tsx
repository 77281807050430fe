import { useState } from "react";
import { type CalendarYear, clockRoutes } from "#contract/clock";
import { today as todayInChina } from "#kit";
import { Form, Note, Section, TextField, useChange, useForm, useFormat, useToast, useWords } from "#kit";
import { ruleWords } from "./rule-words.ts";
import {
  type Arrangement,
  arrangementOf,
  differing,
  emptyArrangement,
  isWorked,
  kindOf,
  turned,
  weekdayOf,
  weeksOf,
  workedDays,
} from "./year-draft.ts";

/** Twelve months; pressing a day turns it, and what was turned is saved together with its reason. */
export function YearEditor({
  year,
  known,
  mayEdit,
}: {
  year: number;
  known: CalendarYear | undefined;
  mayEdit: boolean;
}) {
  const words = useWords(ruleWords).calendar;
  const before = known ? arrangementOf(known) : emptyArrangement(year);
  const [draft, setDraft] = useState<Arrangement>(before);
  const changed = differing(year, before, draft);
  return (
    <>
      {known ? (
        <p className="t13 m">
          {words.source(known.source)}
          {known.isSeeded ? words.seeded : ""}
        </p>
      ) : (
        <Note title={words.newTitle(String(year))}>{words.newText}</Note>
      )}
      {mayEdit ? <p className="t13 s">{words.hint}</p> : null}
      <div className="cal">
        {Array.from({ length: 12 }, (_, month) => (
          <Month
            key={month}
            year={year}
            month={month + 1}
            arrangement={draft}
            changed={new Set(changed)}
            onTurn={mayEdit ? (day) => setDraft(turned(draft, day)) : null}
          />
        ))}
      </div>
      {mayEdit && (changed.length > 0 || !known) ? (
        <SaveYear
          year={year}
          version={known?.version ?? 0}
          draft={draft}
          changed={changed}
          onUndo={() => setDraft(before)}
        />
      ) : null}
    </>
  );
}

function Month({
  year,
  month,
  arrangement,
  changed,
  onTurn,
}: {
  year: number;
  month: number;
  arrangement: Arrangement;
  changed: ReadonlySet<string>;
  onTurn: ((day: string) => void) | null;
}) {
  const words = useWords(ruleWords).calendar;
  const format = useFormat();
  const today = todayInChina();
  return (
    <table className="cal-month">
      <caption>{words.months[month - 1]}</caption>
      <thead>
        <tr>
          {words.weekdays.map((name) => (
            <th key={name} scope="col" aria-label={words.weekdayName(name)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week, index) => (
          // The weeks of a month have no name but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            {week.map((day, at) => {
              // oxlint-disable-next-line react/no-array-index-key
              if (day === null) return <td key={at} aria-hidden="true" />;
              const kind = kindOf(arrangement, day);
              const says = words.dayIs(format.day(day), words.kinds[kind]);
              const classes = `cal-day ${kind}${changed.has(day) ? " changed" : ""}${day === today ? " today" : ""}`;
              const face = (
                <>
                  <span className="unseen">{says}</span>
                  <span aria-hidden="true">{Number(day.slice(8))}</span>
                  {kind === "off" ? <i aria-hidden="true">{words.off}</i> : null}
                  {kind === "swapped" ? <i aria-hidden="true">{words.on}</i> : null}
                </>
              );
              return (
                <td key={day}>
                  {onTurn ? (
                    <button
                      type="button"
                      className={classes}
                      title={says}
                      aria-pressed={changed.has(day)}
                      onClick={() => onTurn(day)}
                    >
                      {face}
                    </button>
                  ) : (
                    <span className={classes} title={says}>
                      {face}
                    </span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SaveYear({
  year,
  version,
  draft,
  changed,
  onUndo,
}: {
  year: number;
  version: number;
  draft: Arrangement;
  changed: readonly string[];
  onUndo: () => void;
}) {
  const words = useWords(ruleWords).calendar;
  const format = useFormat();
  const toast = useToast();
  const edit = useChange(clockRoutes.editCalendarYear, ["ledger", "operations"]);
  const form = useForm({
    id: "calendar",
    initial: { source: "" },
    send: ({ source }) =>
      edit.sendOrThrow({
        params: { year },
        body: { daysOff: [...draft.daysOff].toSorted(), workedWeekends: [...draft.workedWeekends].toSorted(), source },
        ifMatch: version,
      }),
  });
  return (
    <Section title={words.changes(format.number(changed.length))} isMajor>
      <ul className="cal-changes">
        {changed.map((day) => (
          <li key={day}>{words.turned(format.day(day), isWorked(kindOf(draft, day)), weekdayOf(day) % 6 === 0)}</li>
        ))}
      </ul>
      <p className="t13 s">{words.total(String(year), format.number(workedDays(year, draft)))}</p>
      <Form
        form={form}
        action={words.save(String(year))}
        note={words.effect}
        onCancel={onUndo}
        onDone={() => toast(words.saved(String(year)))}
      >
        <TextField form={form} name="source" label={words.reason} hint={words.reasonHint} isRequired maxLength={200} />
      </Form>
    </Section>
  );
}
