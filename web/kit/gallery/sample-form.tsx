import { Input } from "antd";
import { CheckField, ChoiceField, Field, FieldGroup, NumberField, RadioField, TextField } from "../fields.tsx";
import { FileDrop } from "../file-drop.tsx";
import { useForm } from "../form.ts";
import { Form } from "../form.tsx";
import { useWords } from "../language.tsx";
import { RowsEditor } from "../rows-editor.tsx";
import { useToast } from "../toast.tsx";
import { galleryWords } from "./words.ts";

export function SampleForm() {
  const words = useWords(galleryWords);
  const toast = useToast();
  const form = useForm({
    id: "sample",
    initial: { scene: "", code: "99990000MA00000011", zone: "1", theme: "", days: 30, isCritical: false, items: [""] },
    check: ({ scene }) => ({
      "/code": words.refusal,
      ...(scene === "" ? { "/scene": `${words.scene}：${words.sceneHint}` } : {}),
    }),
    send: async () => {},
  });
  return (
    <Form form={form} action={words.send} note={words.saved} keepsQuiet onDone={() => toast(words.saved)}>
      <div className="form-grid">
        <TextField form={form} name="scene" label={words.scene} hint={words.sceneHint} isRequired />
        <TextField form={form} name="code" label={words.code} isRequired />
        <ChoiceField
          form={form}
          name="theme"
          label={words.theme}
          placeholder={words.theme}
          choices={Object.entries(words.themes).map(([value, label]) => ({ value, label }))}
        />
        <NumberField form={form} name="days" label={words.days} min={1} max={365} unit={words.daysUnit} isRequired />
      </div>
      <RadioField
        form={form}
        name="zone"
        label={words.zone}
        isRequired
        choices={words.zones.map((label, index) => ({ value: String(index), label }))}
      />
      <CheckField form={form} name="isCritical" label={words.critical} hint={words.criticalHint} />
      <FieldGroup title={words.items}>
        <RowsEditor
          items={form.values.items}
          onChange={(items) => form.set("items", items)}
          blank={() => ""}
          columns="minmax(0,1fr)"
          nameOf={(item, index) => item || String(index + 1)}
        >
          {(item, set, index) => (
            <Field form={form} pointer={`/items/${index}`} label={words.itemName} isRequired>
              {(control) => <Input {...control} value={item} onChange={({ target }) => set(target.value)} />}
            </Field>
          )}
        </RowsEditor>
      </FieldGroup>
      <div className="field">
        <FileDrop onFile={() => toast(words.saved)} hint={words.saved} />
      </div>
    </Form>
  );
}
