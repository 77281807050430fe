import { Checkbox } from "antd";
import { type GoldenRecord, librariesRoutes } from "#contract/libraries";
import { Field, Form, Section, TextField, useChange, useForm, useFormat, useToast, useWords } from "#kit";
import { recordWords } from "./record-words.ts";

interface Values {
  readonly members: readonly string[];
  readonly reason: string;
}

/** Takes records out of a golden record for good; the run that obeys starts with it. */
export function UnmergeForm({
  name,
  record,
  onClose,
  onStarted,
}: {
  name: string;
  record: GoldenRecord;
  onClose: () => void;
  onStarted: (jobId: string) => void;
}) {
  const words = useWords(recordWords).record;
  const format = useFormat();
  const toast = useToast();
  const change = useChange(librariesRoutes.unmerge, ["operations", "ledger"]);
  const { members } = record;
  const form = useForm<Values>({
    id: "unmerge",
    initial: { members: [], reason: "" },
    check: ({ members: taken }): Record<string, string> =>
      taken.length === 0 || taken.length === members.length ? { "/members": words.pick } : {},
    async send({ members: taken, reason }) {
      const body = { members: [...taken], reason };
      const { jobId } = await change.sendOrThrow({ params: { name, id: record.id }, body });
      onStarted(jobId);
    },
  });
  const { members: taken } = form.values;
  return (
    <Section title={words.unmergeTitle} isMajor>
      <Form
        form={form}
        action={words.unmergeAction}
        note={words.unmergeEffect}
        onCancel={onClose}
        onDone={() => {
          toast(words.unmergeDone);
          onClose();
        }}
      >
        <Field form={form} pointer="/members" label={words.membersTitle} hint={words.unmergeHint} isRequired>
          {({ id }) => (
            <ul id={id} tabIndex={-1}>
              {members.map(({ key, departmentName, resourceName, row }, at) => (
                <li key={key}>
                  <Checkbox
                    checked={taken.includes(key)}
                    onChange={({ target }) =>
                      form.set("members", target.checked ? [...taken, key] : taken.filter((one) => one !== key))
                    }
                  >
                    {`${at + 1}. ${departmentName} ${resourceName} ${words.row(format.number(row))}`}
                  </Checkbox>
                </li>
              ))}
            </ul>
          )}
        </Field>
        <TextField form={form} name="reason" label={words.reason} hint={words.reasonHint} lines={2} isRequired />
      </Form>
    </Section>
  );
}
