import { Button } from "antd";
import { type ProviderSetting, sharingRoutes } from "#contract/sharing";
import {
  Answered,
  callApi,
  CheckField,
  Form,
  NumberField,
  PageHead,
  PlainTable,
  Section,
  StateWord,
  TextField,
  useAnswer,
  useFilters,
  useForm,
  useFormat,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName, useHasRole } from "#shell";
import { settingFilters } from "./filters.ts";
import { recordWords } from "./record-words.ts";
import { useRefresh } from "./refresh.ts";
import "./sharing.css";

const editors = ["sharing-head", "department-steward"] as const;

/** Which departments answer unconditional requests by a signed rule, and where notices go by mail. */
export function SettingsScreen() {
  const words = useWords(recordWords).settings;
  const format = useFormat();
  const hasRole = useHasRole();
  const mayEdit = hasRole(editors);
  const [{ open }, setSearch] = useFilters(settingFilters);
  const answer = useAnswer(sharingRoutes.listSettings, {});
  const opened = answer.data?.items.find((setting) => setting.department === open);
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} />
      {opened && mayEdit ? (
        <SettingForm key={open} setting={opened} onClose={() => setSearch({ open: undefined })} />
      ) : null}
      <div style={{ marginTop: 16 }}>
        <Answered answer={answer} what={words.what} rows={6}>
          {({ items }) => (
            <PlainTable
              label={words.title}
              isDense={false}
              columns={[
                { title: words.department, width: "26%" },
                { title: words.autoAnswer },
                { title: words.mail, width: "26%" },
                ...(mayEdit ? [{ title: words.edit, width: 80 }] : []),
              ]}
              rows={items.map((setting) => ({
                key: setting.department,
                cells: [
                  <DepartmentName key="department" code={setting.department} />,
                  <StateWord key="auto" icon={setting.autoAnswer ? "check" : "minus"} light>
                    {setting.autoAnswer
                      ? words.on(setting.autoSignedBy ?? "", format.number(setting.autoDays))
                      : words.off}
                  </StateWord>,
                  setting.mailAddress ?? (
                    <span key="mail" className="m">
                      {words.noMail}
                    </span>
                  ),
                  <Button
                    key="edit"
                    size="small"
                    aria-label={`${words.edit}：${setting.departmentName}`}
                    onClick={() => setSearch({ open: setting.department })}
                  >
                    {words.edit}
                  </Button>,
                ],
              }))}
            />
          )}
        </Answered>
      </div>
    </div>
  );
}

function SettingForm({ setting, onClose }: { setting: ProviderSetting; onClose: () => void }) {
  const words = useWords(recordWords).settings.form;
  const toast = useToast();
  const refresh = useRefresh();
  const form = useForm<{ autoAnswer: boolean; autoDays: number | null; mailAddress: string }>({
    id: "setting",
    initial: {
      autoAnswer: setting.autoAnswer,
      autoDays: setting.autoDays,
      mailAddress: setting.mailAddress ?? "",
    },
    send: async ({ autoAnswer, autoDays, mailAddress }) => {
      await callApi(sharingRoutes.editSetting, {
        params: { department: setting.department },
        body: { autoAnswer, autoDays: autoDays ?? 365, mailAddress: mailAddress.trim() || null },
        ifMatch: setting.version,
      });
      await refresh();
    },
  });
  return (
    <Section title={words.title(setting.departmentName)} isMajor>
      <Form
        form={form}
        action={words.action}
        onCancel={onClose}
        onDone={() => {
          toast(words.done);
          onClose();
        }}
      >
        <CheckField form={form} name="autoAnswer" label={words.auto} hint={words.autoHint} />
        <NumberField form={form} name="autoDays" label={words.days} min={1} max={1096} unit={words.daysUnit} />
        <TextField form={form} name="mailAddress" label={words.mail} hint={words.mailHint} maxLength={200} />
      </Form>
    </Section>
  );
}
