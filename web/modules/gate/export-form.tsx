import { type ExportFormat, exportFormats, gateRoutes } from "#contract/gate";
import { Form, RadioField, Section, useChange, useForm, useToast, useWords } from "#kit";
import type { GrantFile } from "./grant-screen.tsx";
import { fileWords } from "./file-words.ts";
import { resourceKeyOf } from "./try-call.ts";

/** Orders a file; it is made in the background and stands under the grant. */
export function ExportForm({ grant, onClose }: { grant: GrantFile; onClose: () => void }) {
  const words = useWords(fileWords).order;
  const toast = useToast();
  const create = useChange(gateRoutes.createExport, ["operations", "ledger"]);
  const form = useForm<{ format: ExportFormat }>({
    id: "export",
    initial: { format: "csv" },
    send: ({ format }) =>
      create.sendOrThrow({ params: { code: resourceKeyOf(grant) }, body: { format, grant: grant.code } }),
  });
  return (
    <Section title={words.title} note={words.note} isMajor>
      <Form
        form={form}
        action={words.action}
        note={words.effect}
        keepsQuiet
        onCancel={onClose}
        onDone={() => {
          toast(words.done);
          onClose();
        }}
      >
        <RadioField
          form={form}
          name="format"
          label={words.format}
          isRequired
          choices={exportFormats.map((value) => ({ value, label: words.formats[value] }))}
        />
      </Form>
    </Section>
  );
}
