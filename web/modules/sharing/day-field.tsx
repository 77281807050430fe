import { Field, type FormState } from "#kit";

/** A day in a form, with the browser's own calendar. */
export function DayField<Values extends object>({
  form,
  name,
  pointer = `/${name}`,
  min,
  max,
  ...frame
}: {
  form: FormState<Values>;
  name: { [Name in keyof Values]: Values[Name] extends string ? Name : never }[keyof Values] & string;
  pointer?: string;
  label: string;
  hint?: string;
  isRequired?: boolean;
  min?: string;
  max?: string;
}) {
  return (
    <Field form={form} pointer={pointer} {...frame}>
      {({ status: _status, ...control }) => (
        <input
          {...control}
          type="date"
          className="date-input tall"
          min={min}
          max={max}
          value={form.values[name] as string}
          onChange={(event) => form.set(name, event.target.value as Values[typeof name])}
        />
      )}
    </Field>
  );
}
