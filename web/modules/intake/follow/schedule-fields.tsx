import { Checkbox, Input, InputNumber, Select } from "antd";
import { followRoutes } from "#contract/intake-follow";
import { CheckField, Field, type FormState, useAnswer, useFormat, useWords } from "#kit";
import { placeWords } from "../place-words.ts";
import { NextTimes } from "./next-times-list.tsx";
import { planWords } from "./plan-words.ts";
import type { PlanValues } from "./plan-values.ts";
import { hourSteps, minuteSteps, type Rhythm, rhythms, type ScheduleDraft } from "./schedule.ts";

interface Props {
  readonly form: FormState<PlanValues>;
  readonly set: (change: Partial<ScheduleDraft>) => void;
}

/** When to follow, in words; what is chosen is told back as the next five times. */
export function ScheduleFields({ form, followId }: { form: FormState<PlanValues>; followId: string | null }) {
  const words = useWords(planWords);
  const { schedule, hasWindow, mode } = form.values;
  const set = (change: Partial<ScheduleDraft>) => form.set("schedule", { ...schedule, ...change });
  const { always } = useWords(placeWords);
  if (mode === "capture") return <p className="t13 s">{words.always}</p>;
  if (mode === "stream") return <p className="t13 s">{always}</p>;
  return (
    <>
      <div className="rhythm">
        <Field form={form} pointer="/plan/schedule" label={words.rhythm} isRequired>
          {(control) => (
            <Select
              {...control}
              style={{ minWidth: 190 }}
              value={schedule.rhythm}
              options={rhythms
                .filter((rhythm) => rhythm !== "arrival" || mode === "files")
                .map((rhythm) => ({ value: rhythm, label: words.rhythms[rhythm] }))}
              onChange={(rhythm: Rhythm) => set({ rhythm })}
            />
          )}
        </Field>
        <RhythmFields form={form} set={set} />
        {schedule.rhythm === "after" ? <AfterField form={form} set={set} followId={followId} /> : null}
      </div>
      <CheckField form={form} name="hasWindow" label={words.window} hint={words.windowHint} />
      {hasWindow ? <WindowFields form={form} /> : null}
      <NextTimes values={form.values} />
    </>
  );
}

function RhythmFields({ form, set }: Props) {
  const words = useWords(planWords);
  const format = useFormat();
  const { schedule } = form.values;
  const { rhythm } = schedule;
  return (
    <>
      {rhythm === "minutes" ? (
        <Field form={form} pointer="/plan/everyMinutes" label={words.everyMinutes} isRequired>
          {(control) => (
            <Select
              {...control}
              value={schedule.everyMinutes}
              options={minuteSteps.map((step) => ({ value: step, label: words.minutes(format.number(step)) }))}
              onChange={(everyMinutes: number) => set({ everyMinutes })}
            />
          )}
        </Field>
      ) : null}
      {rhythm === "hours" ? (
        <Field form={form} pointer="/plan/everyHours" label={words.everyHours} isRequired>
          {(control) => (
            <Select
              {...control}
              value={schedule.everyHours}
              options={hourSteps.map((step) => ({ value: step, label: words.hours(format.number(step)) }))}
              onChange={(everyHours: number) => set({ everyHours })}
            />
          )}
        </Field>
      ) : null}
      {rhythm === "weekly" ? <WeekdaysField form={form} set={set} /> : null}
      {rhythm === "monthly" ? (
        <Field form={form} pointer="/plan/day" label={words.day} hint={words.dayHint} isRequired>
          {(control) => (
            <InputNumber
              {...control}
              min={1}
              max={28}
              value={schedule.day}
              onChange={(day) => set({ day: day ?? 1 })}
            />
          )}
        </Field>
      ) : null}
      {rhythm === "daily" || rhythm === "weekly" || rhythm === "monthly" ? (
        <Field form={form} pointer="/plan/time" label={words.at} isRequired>
          {(control) => (
            <Input
              {...control}
              type="time"
              value={schedule.time}
              onChange={({ target }) => set({ time: target.value })}
            />
          )}
        </Field>
      ) : null}
      {rhythm === "cron" ? (
        <Field form={form} pointer="/plan/schedule/cron" label={words.cron} hint={words.cronHint} isRequired>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={schedule.cron}
              onChange={({ target }) => set({ cron: target.value })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

/** Monday first, as a week is read here. */
const weekOrder = [1, 2, 3, 4, 5, 6, 0] as const;

function WeekdaysField({ form, set }: Props) {
  const words = useWords(planWords);
  return (
    <Field form={form} pointer="/plan/weekdays" label={words.weekdays} isRequired>
      {({ id, ...control }) => (
        <Checkbox.Group
          aria-describedby={control["aria-describedby"]}
          value={[...form.values.schedule.weekdays]}
          options={weekOrder.map((day, index) => ({
            value: day,
            label: words.weekday[day] ?? "",
            ...(index === 0 ? { id } : {}),
          }))}
          onChange={(weekdays: number[]) => set({ weekdays })}
        />
      )}
    </Field>
  );
}

const most = 500;

function AfterField({ form, set, followId }: Props & { followId: string | null }) {
  const words = useWords(planWords);
  const follows = useAnswer(followRoutes.listFollows, { query: { limit: most } });
  const { schedule } = form.values;
  return (
    <Field form={form} pointer="/plan/schedule/followId" label={words.after} isRequired>
      {(control) => (
        <Select
          {...control}
          style={{ minWidth: 260 }}
          showSearch={{ optionFilterProp: "label" }}
          loading={follows.isLoading}
          value={schedule.followId === "" ? null : schedule.followId}
          options={(follows.data?.items ?? [])
            .filter(({ id }) => id !== followId)
            .map(({ id, resourceName, table }) => ({ value: id, label: `${resourceName} · ${table}` }))}
          onChange={(picked: string | null) => set({ followId: picked ?? "" })}
        />
      )}
    </Field>
  );
}

function WindowFields({ form }: { form: FormState<PlanValues> }) {
  const words = useWords(planWords);
  const { windowFrom, windowTo } = form.values;
  return (
    <div className="rhythm">
      <Field form={form} pointer="/plan/window/from" label={words.windowFrom} isRequired>
        {(control) => (
          <Input
            {...control}
            type="time"
            value={windowFrom}
            onChange={({ target }) => form.set("windowFrom", target.value)}
          />
        )}
      </Field>
      <Field
        form={form}
        pointer="/plan/window/to"
        label={words.windowTo}
        hint={windowTo < windowFrom ? words.overMidnight : undefined}
        isRequired
      >
        {(control) => (
          <Input
            {...control}
            type="time"
            value={windowTo}
            onChange={({ target }) => form.set("windowTo", target.value)}
          />
        )}
      </Field>
    </div>
  );
}
