import { Checkbox, Input, InputNumber, Radio, Select } from "antd";
import type { ReactNode } from "react";
import { fieldId, type FormState } from "./form.ts";
import { Icon } from "./icons.tsx";
import { useWords } from "./language.tsx";
import type { Choice } from "./pick-list.tsx";
import { kitWords } from "./words.ts";

/** Attributes that tie a control to its label, hint and message. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
  readonly "aria-required"?: true;
  readonly status?: "error";
}

interface FieldFrame {
  readonly form: Pick<FormState<object>, "id" | "errorAt">;
  /** JSON pointer of the value in the request body; the hub's messages arrive under it. */
  readonly pointer: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isRequired?: boolean;
  readonly isWide?: boolean;
}

/** Label, hint, message and control of one field. Fields are mandatory unless they say 选填. */
export function Field({
  form,
  pointer,
  label,
  hint,
  isRequired,
  isWide,
  children,
}: FieldFrame & { children: (control: ControlProps) => ReactNode }) {
  const words = useWords(kitWords);
  const id = fieldId(form, pointer);
  const error = form.errorAt(pointer);
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={`field${error ? " wrong" : ""}${isWide ? " wide" : ""}`}>
      <label htmlFor={id}>
        {label}
        {isRequired ? null : <span className="optional">{words.optional}</span>}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="wrong-text">
          <Icon name="fault" />
          {error}
        </p>
      ) : null}
      <div className="control">
        {children({
          id,
          ...(described === "" ? {} : { "aria-describedby": described }),
          ...(error ? { "aria-invalid": true, status: "error" } : {}),
          ...(isRequired ? { "aria-required": true } : {}),
        })}
      </div>
    </div>
  );
}

type TextNames<Values> = { [Name in keyof Values]: Values[Name] extends string ? Name : never }[keyof Values] & string;

type OfForm<Values extends object, Name> = Omit<FieldFrame, "form" | "pointer"> & {
  form: FormState<Values>;
  name: Name;
  /** Only where the body's member is named otherwise. */
  pointer?: string;
};

export function TextField<Values extends object>({
  form,
  name,
  pointer = `/${name}`,
  lines = 1,
  kind = "text",
  autoComplete = "off",
  maxLength,
  placeholder,
  ...frame
}: OfForm<Values, TextNames<Values>> & {
  lines?: number;
  kind?: "text" | "password";
  autoComplete?: string;
  maxLength?: number;
  placeholder?: string;
}) {
  const value = form.values[name] as string;
  const take = (text: string) => form.set(name, text as Values[typeof name]);
  return (
    <Field form={form} pointer={pointer} {...frame}>
      {(control) =>
        lines > 1 ? (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: lines, maxRows: lines * 3 }}
            value={value}
            placeholder={placeholder}
            maxLength={maxLength}
            onChange={(event) => take(event.target.value)}
          />
        ) : kind === "password" ? (
          <Input.Password
            {...control}
            autoComplete={autoComplete}
            value={value}
            onChange={(event) => take(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            autoComplete={autoComplete}
            value={value}
            placeholder={placeholder}
            maxLength={maxLength}
            onChange={(event) => take(event.target.value)}
          />
        )
      }
    </Field>
  );
}

/** One of a list; `null` is "none of them" where `none` names it. */
export function ChoiceField<Values extends object>({
  form,
  name,
  pointer = `/${name}`,
  choices,
  none,
  onSearch,
  isSearching,
  placeholder,
  ...frame
}: OfForm<Values, keyof Values & string> & {
  choices: readonly Choice[];
  none?: string;
  /** Asks elsewhere while typing; without it the list is narrowed here. */
  onSearch?: (text: string) => void;
  isSearching?: boolean;
  placeholder?: string;
}) {
  const options = choices.map(({ value, label, note }) => ({
    value,
    label: note ? `${label} ${note}` : label,
    search: `${label} ${note ?? ""} ${value}`,
  }));
  const value = form.values[name] as string | null;
  return (
    <Field form={form} pointer={pointer} {...frame}>
      {(control) => (
        <Select
          {...control}
          showSearch={{
            optionFilterProp: "search",
            ...(onSearch ? { onSearch, filterOption: false } : {}),
          }}
          loading={isSearching ?? false}
          placeholder={placeholder ?? none}
          allowClear={none !== undefined}
          options={options}
          value={value === null || value === "" ? null : value}
          onChange={(picked: string | null | undefined) =>
            form.set(name, (picked ?? (none === undefined ? "" : null)) as Values[typeof name])
          }
        />
      )}
    </Field>
  );
}

/** Two to five choices shown at once. */
export function RadioField<Values extends object>({
  form,
  name,
  pointer = `/${name}`,
  choices,
  ...frame
}: OfForm<Values, TextNames<Values>> & { choices: readonly Choice[] }) {
  return (
    <Field form={form} pointer={pointer} {...frame}>
      {({ id, ...control }) => (
        <Radio.Group
          id={id}
          aria-describedby={control["aria-describedby"]}
          aria-label={frame.label}
          value={form.values[name]}
          onChange={(event) => form.set(name, event.target.value as Values[typeof name])}
          options={choices.map(({ value, label, note }) => ({ value, label: note ? `${label}（${note}）` : label }))}
        />
      )}
    </Field>
  );
}

export function NumberField<Values extends object>({
  form,
  name,
  pointer = `/${name}`,
  min,
  max,
  unit,
  ...frame
}: OfForm<Values, keyof Values & string> & { min?: number; max?: number; unit?: string }) {
  return (
    <Field form={form} pointer={pointer} {...frame}>
      {(control) => (
        <InputNumber
          {...control}
          {...(min === undefined ? {} : { min })}
          {...(max === undefined ? {} : { max })}
          suffix={unit}
          value={form.values[name] as number | null}
          onChange={(value) => form.set(name, value as Values[typeof name])}
        />
      )}
    </Field>
  );
}

/** A claim that is true or not, with its sentence beside the box. */
export function CheckField<Values extends object>({
  form,
  name,
  label,
  hint,
}: {
  form: FormState<Values>;
  name: keyof Values & string;
  label: string;
  hint?: ReactNode;
}) {
  const id = fieldId(form, `/${name}`);
  return (
    <div className="field">
      <Checkbox
        id={id}
        checked={form.values[name] as boolean}
        onChange={(event) => form.set(name, event.target.checked as Values[typeof name])}
      >
        {label}
      </Checkbox>
      {hint ? <p className="hint">{hint}</p> : null}
    </div>
  );
}

/** Fields that belong together under one heading. */
export const FieldGroup = ({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) => (
  <fieldset className="fieldset">
    <legend>
      {title}
      {note ? (
        <span className="t12 m" style={{ marginLeft: 12, fontWeight: 400 }}>
          {note}
        </span>
      ) : null}
    </legend>
    {children}
  </fieldset>
);
