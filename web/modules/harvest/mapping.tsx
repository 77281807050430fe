import { Input } from "antd";
import { harvestRoutes, type ListingField, listingFields } from "#contract/harvest";
import {
  ChoiceField,
  ErrorState,
  Field,
  FieldGroup,
  type FormState,
  PlainTable,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import type { SourceValues } from "./source-values.ts";
import { harvestWords } from "./words.ts";

/** Which column of a listing is what; of an uploaded one the columns are known. */
export function Mapping({ form }: { form: FormState<SourceValues> }) {
  const words = useWords(harvestWords).form;
  const format = useFormat();
  const { from, fileId, hasHeading, encoding } = form.values;
  const isUploaded = from === "file" && fileId !== "";
  const look = useAnswer(harvestRoutes.look, { body: { fileId, hasHeading, encoding } }, { isReady: isUploaded });
  if (from === "file" && !isUploaded) return null;
  const columns = look.data?.columns ?? [];
  return (
    <FieldGroup title={words.mapping} note={words.mappingNote}>
      {look.error ? <ErrorState error={look.error} retry={look.refetch} /> : null}
      {listingFields.map((field) => {
        const frame = {
          form,
          pointer: `/mapping/columns/${field}`,
          label: words.fields[field],
          isRequired: field === "title",
        };
        return isUploaded ? (
          <ChoiceField
            key={field}
            {...frame}
            name={`column:${field}`}
            none={words.none}
            choices={columns.map((column) => ({ value: column, label: column }))}
          />
        ) : (
          <TypedColumn key={field} {...frame} field={field} />
        );
      })}
      {look.data ? (
        <>
          <p className="t13 s">{words.looked(format.number(look.data.total))}</p>
          <PlainTable
            label={words.mapping}
            keepsShape
            columns={columns.map((title) => ({ title }))}
            rows={look.data.rows.map((cells, index) => ({ key: String(index), cells }))}
          />
        </>
      ) : null}
    </FieldGroup>
  );
}

/** Of a listing that is not here yet the heading is written down; `#2` is the second column of one without headings. */
function TypedColumn({
  field,
  ...frame
}: {
  field: ListingField;
  form: FormState<SourceValues>;
  pointer: string;
  label: string;
  isRequired: boolean;
}) {
  const { form } = frame;
  return (
    <Field {...frame}>
      {(control) => (
        <Input
          {...control}
          maxLength={200}
          value={form.values[`column:${field}`] ?? ""}
          onChange={(event) => form.set(`column:${field}`, event.target.value)}
        />
      )}
    </Field>
  );
}
