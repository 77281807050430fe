import { Checkbox, Input, Select } from "antd";
import { useId } from "react";
import { valueKinds } from "#contract/dictionary";
import type { MappedColumn } from "#contract/intake";
import { useWords } from "#kit";
import { dataWords, ValueTypeText } from "#shell";
import { isFieldName } from "./mapping.ts";
import { wayWords } from "./way-words.ts";

/** Field, names and type of a column; an element sets its type. */
export function ColumnDetails({
  column,
  twin,
  onChange,
}: {
  column: MappedColumn;
  twin: MappedColumn | undefined;
  onChange: (column: MappedColumn) => void;
}) {
  const words = useWords(wayWords).mapping;
  const kinds = useWords(dataWords).kinds;
  const id = useId();
  const set = (part: Partial<MappedColumn>) => onChange({ ...column, ...part, decidedBy: "person" });
  const fault = isFieldName(column.field) ? (twin ? words.twice(twin.source) : null) : words.fieldWrong;
  return (
    <div className="column-details">
      <div className={fault ? "field wrong" : "field"}>
        <label htmlFor={`${id}-field`}>{words.field}</label>
        <Input
          id={`${id}-field`}
          size="small"
          className="mono"
          value={column.field}
          maxLength={63}
          aria-describedby={`${id}-field-hint`}
          {...(fault ? { status: "error" as const, "aria-invalid": true } : {})}
          onChange={(event) => set({ field: event.target.value })}
        />
        <p id={`${id}-field-hint`} className={fault ? "fault t12" : "m t12"}>
          {fault ?? words.fieldHint}
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-zh`}>{words.nameZh}</label>
        <Input
          id={`${id}-zh`}
          size="small"
          value={column.name.zh}
          onChange={(event) => set({ name: { ...column.name, zh: event.target.value } })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-en`}>{words.nameEn}</label>
        <Input
          id={`${id}-en`}
          size="small"
          value={column.name.en}
          onChange={(event) => set({ name: { ...column.name, en: event.target.value } })}
        />
      </div>
      <div className="field">
        {column.element === null ? (
          <>
            <label htmlFor={`${id}-kind`}>{words.kind}</label>
            <Select
              id={`${id}-kind`}
              size="small"
              value={column.type.kind}
              options={valueKinds.map((value) => ({ value, label: kinds[value] }))}
              onChange={(kind) => set({ type: { kind, maxLength: null, precision: null, scale: null } })}
            />
          </>
        ) : (
          <>
            <span className="label">{words.kind}</span>
            <ValueTypeText type={column.type} /> <span className="m t12">{words.kindByElement}</span>
          </>
        )}
      </div>
      <Checkbox checked={column.isMandatory} onChange={(event) => set({ isMandatory: event.target.checked })}>
        {words.mandatory}
      </Checkbox>
    </div>
  );
}
