import {
  checkNames,
  dataGrades,
  dictionaryRoutes,
  elementCategories,
  elementCategoryNames,
  maskNames,
  valueKinds,
} from "#contract/dictionary";
import {
  CheckField,
  ChoiceField,
  FieldGroup,
  Form,
  type FormState,
  NumberField,
  RadioField,
  TextField,
  useAnswer,
  useForm,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import type { ElementValues } from "./element-values.ts";
import { dictionaryWords } from "./words.ts";

/** Declares or edits an element. Messages of the hub find their field by the pointer in the request body. */
export function ElementForm({
  initial,
  isNew,
  send,
  onDone,
  onCancel,
}: {
  initial: ElementValues;
  isNew: boolean;
  send: (values: ElementValues) => Promise<void>;
  onDone: (values: ElementValues) => void;
  onCancel: () => void;
}) {
  const all = useWords(dictionaryWords);
  const words = all.form;
  const form = useForm({ id: "element", initial, send, fields: { "dictionary.field-taken": "/field" } });
  return (
    <Form
      form={form}
      action={isNew ? words.create : words.save}
      note={words.recorded}
      onDone={() => onDone(form.values)}
      onCancel={onCancel}
    >
      <Names form={form} />
      <Value form={form} />
      <Safety form={form} />
      <TextField form={form} name="synonyms" label={words.synonyms} hint={words.synonymsHint} lines={4} />
      {isNew ? null : (
        <RadioField
          form={form}
          name="status"
          label={words.status}
          isRequired
          choices={(["active", "retired"] as const).map((value) => ({ value, label: all.status[value] }))}
        />
      )}
    </Form>
  );
}

type Part = { form: FormState<ElementValues> };

function Names({ form }: Part) {
  const words = useWords(dictionaryWords).form;
  const text = useText();
  return (
    <FieldGroup title={words.names}>
      <div className="form-grid">
        <TextField form={form} name="nameZh" pointer="/name/zh" label={words.nameZh} isRequired />
        <TextField form={form} name="nameEn" pointer="/name/en" label={words.nameEn} isRequired />
        <TextField form={form} name="field" label={words.field} hint={words.fieldHint} isRequired isWide />
        <TextField
          form={form}
          name="definitionZh"
          pointer="/definition/zh"
          label={words.definitionZh}
          lines={3}
          isRequired
        />
        <TextField form={form} name="definitionEn" pointer="/definition/en" label={words.definitionEn} lines={3} />
        <ChoiceField
          form={form}
          name="category"
          label={words.category}
          isRequired
          choices={elementCategories.map((value) => ({ value, label: text(elementCategoryNames[value]) }))}
        />
        <TextField form={form} name="standard" label={words.standard} placeholder={words.standardHint} />
      </div>
    </FieldGroup>
  );
}

function Value({ form }: Part) {
  const all = useWords(dictionaryWords);
  const words = all.form;
  const { language } = useLanguage();
  const codeSets = useAnswer(dictionaryRoutes.listCodeSets, { query: { limit: 500 } });
  const { kind } = form.values;
  return (
    <FieldGroup title={words.value}>
      <div className="form-grid">
        <ChoiceField
          form={form}
          name="kind"
          pointer="/type/kind"
          label={words.kind}
          isRequired
          choices={valueKinds.map((value) => ({ value, label: all.kinds[value] }))}
        />
        {kind === "text" ? (
          <NumberField form={form} name="maxLength" pointer="/type/maxLength" label={words.maxLength} min={1} />
        ) : null}
        {kind === "decimal" ? (
          <>
            <NumberField
              form={form}
              name="precision"
              pointer="/type/precision"
              label={words.precision}
              min={1}
              max={38}
            />
            <NumberField form={form} name="scale" pointer="/type/scale" label={words.scale} min={0} max={18} />
          </>
        ) : null}
        <ChoiceField
          form={form}
          name="codeSet"
          label={words.codeSet}
          none={all.none}
          choices={(codeSets.data?.items ?? []).map((set) => ({
            value: set.id,
            label: set.name[language],
            note: set.id,
          }))}
        />
        <ChoiceField
          form={form}
          name="check"
          label={words.check}
          none={all.none}
          choices={checkNames.map((value) => ({ value, label: all.checks[value] }))}
        />
        <TextField form={form} name="unit" label={words.unit} />
      </div>
    </FieldGroup>
  );
}

function Safety({ form }: Part) {
  const all = useWords(dictionaryWords);
  const words = all.form;
  return (
    <FieldGroup title={words.safety}>
      <div className="form-grid">
        <ChoiceField
          form={form}
          name="grade"
          label={words.grade}
          hint={words.gradeHint}
          isRequired
          choices={dataGrades.map((value) => ({ value, label: all.grade(value) }))}
        />
        <ChoiceField
          form={form}
          name="mask"
          label={words.mask}
          hint={" "}
          none={all.none}
          choices={maskNames.map((value) => ({ value, label: all.masks[value] }))}
        />
        <CheckField form={form} name="isPersonal" label={words.isPersonal} />
        <CheckField form={form} name="isSensitivePersonal" label={words.isSensitive} />
      </div>
    </FieldGroup>
  );
}
