import { type Library, librariesRoutes, refreshModes } from "#contract/libraries";
import { Form, NumberField, RadioField, Section, useChange, useForm, useToast, useWords } from "#kit";
import { librariesWords } from "./words.ts";

type Values = Library["rule"] & { readonly refresh: Library["refresh"] };

export function RuleForm({ library, onClose }: { library: Library; onClose: () => void }) {
  const { forms: words, library: names } = useWords(librariesWords);
  const toast = useToast();
  const change = useChange(librariesRoutes.editLibrary, ["ledger"]);
  const form = useForm<Values>({
    id: "rule",
    initial: { ...library.rule, refresh: library.refresh },
    send: ({ refresh, ...rule }) =>
      change.sendOrThrow({ params: { name: library.name }, body: { rule, refresh }, ifMatch: library.version }),
  });
  return (
    <Section title={words.ruleTitle} isMajor>
      <Form
        form={form}
        action={words.ruleAction}
        note={words.ruleEffect}
        onCancel={onClose}
        onDone={() => {
          toast(words.ruleDone);
          onClose();
        }}
      >
        <div className="form-grid">
          <NumberField
            form={form}
            name="reviewFrom"
            pointer="/rule/reviewFrom"
            label={names.reviewFrom}
            hint={words.percentHint}
            isRequired
          />
          <NumberField
            form={form}
            name="certainFrom"
            pointer="/rule/certainFrom"
            label={names.certainFrom}
            hint={words.percentHint}
            isRequired
          />
          <NumberField
            form={form}
            name="reviewLimit"
            pointer="/rule/reviewLimit"
            label={names.reviewLimit}
            min={0}
            max={5000}
            isRequired
          />
          <NumberField
            form={form}
            name="smallCell"
            pointer="/rule/smallCell"
            label={names.smallCell}
            min={2}
            max={1000}
            isRequired
          />
        </div>
        <RadioField
          form={form}
          name="refresh"
          label={names.refresh}
          isRequired
          choices={refreshModes.map((value) => ({ value, label: names.refreshModes[value] }))}
        />
      </Form>
    </Section>
  );
}
