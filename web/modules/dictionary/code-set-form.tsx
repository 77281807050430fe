import { Field, Form, Note, TextField, useForm, useFormat, useWords } from "#kit";
import { readCodeLines } from "./code-lines.ts";
import { codeSetWords } from "./code-set-words.ts";

export interface CodeSetValues {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly standard: string;
  readonly effectiveOn: string;
  /** One code a line. */
  readonly codes: string;
}

/** A code set's head and its codes, which are pasted as lines and read back at once. */
export function CodeSetForm({
  initial,
  isNew,
  send,
  onDone,
  onCancel,
}: {
  initial: CodeSetValues;
  isNew: boolean;
  send: (values: CodeSetValues) => Promise<void>;
  onDone: (values: CodeSetValues) => void;
  onCancel: () => void;
}) {
  const words = useWords(codeSetWords).form;
  const format = useFormat();
  const faultsOf = (text: string) =>
    readCodeLines(text).faults.map(({ line, why }) => words.faultLine(line, words.why[why]));
  const form = useForm({
    id: "code-set",
    fields: {
      "dictionary.code-set-taken": "/id",
      "dictionary.codes-doubled": "/codes",
      "dictionary.version-goes-back": "/effectiveOn",
    },
    initial,
    send,
    check: (values): Record<string, string> => {
      const [first, ...others] = faultsOf(values.codes);
      return first === undefined ? {} : { "/codes": `${words.faults(format.number(others.length + 1))} · ${first}` };
    },
  });
  const { codes, faults } = readCodeLines(form.values.codes);
  return (
    <Form
      form={form}
      action={isNew ? words.create : words.revise}
      note={words.recorded}
      onDone={() => onDone(form.values)}
      onCancel={onCancel}
    >
      {isNew ? <TextField form={form} name="id" label={words.id} hint={words.idHint} isRequired /> : null}
      <div className="form-grid">
        <TextField form={form} name="nameZh" pointer="/name/zh" label={words.nameZh} isRequired />
        <TextField form={form} name="nameEn" pointer="/name/en" label={words.nameEn} isRequired />
        <TextField form={form} name="standard" label={words.standard} />
        <Field form={form} pointer="/effectiveOn" label={words.effectiveOn} isRequired>
          {({ status: _status, ...control }) => (
            <input
              {...control}
              type="date"
              className="date-input"
              value={form.values.effectiveOn}
              onChange={(event) => form.set("effectiveOn", event.target.value)}
            />
          )}
        </Field>
      </div>
      <TextField form={form} name="codes" label={words.codes} hint={words.codesHint} lines={12} isRequired />
      <output className="t13 s">{words.parsed(format.number(codes.length))}</output>
      {faults.length > 0 ? (
        <Note tone="fault" title={words.faults(format.number(faults.length))}>
          <ul>
            {faults.slice(0, 5).map(({ line, why }) => (
              <li key={line}>{words.faultLine(line, words.why[why])}</li>
            ))}
          </ul>
        </Note>
      ) : null}
    </Form>
  );
}
