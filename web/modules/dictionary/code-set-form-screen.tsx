import { dictionaryRoutes } from "#contract/dictionary";
import {
  AnsweredPage,
  callApi,
  PageHead,
  today,
  useAddressPart,
  useAnswer,
  useGo,
  useLanguage,
  useToast,
  useWords,
} from "#kit";
import { CodeSetForm, type CodeSetValues } from "./code-set-form.tsx";
import { readCodeLines, textOfCodes } from "./code-lines.ts";
import { useRefresh } from "./refresh.ts";
import { codeSetWords } from "./code-set-words.ts";

const bodyOf = (values: CodeSetValues) => ({
  name: { zh: values.nameZh.trim(), en: values.nameEn.trim() },
  standard: values.standard.trim(),
  codes: [...readCodeLines(values.codes).codes],
  effectiveOn: values.effectiveOn,
});

export function NewCodeSetScreen() {
  const words = useWords(codeSetWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  return (
    <div className="page">
      <PageHead title={words.form.createTitle} crumbs={[{ label: words.list.title, href: "/dictionary/code-sets" }]} />
      <CodeSetForm
        initial={{ id: "CS-", nameZh: "", nameEn: "", standard: "", effectiveOn: today(), codes: "" }}
        isNew
        send={async (values) => {
          await callApi(dictionaryRoutes.createCodeSet, { body: { id: values.id.trim(), ...bodyOf(values) } });
          await refresh();
        }}
        onDone={(values) => {
          toast(words.form.created(values.nameZh));
          go(`/dictionary/code-sets/${values.id.trim()}`);
        }}
        onCancel={() => go("/dictionary/code-sets")}
      />
    </div>
  );
}

export function ReviseCodeSetScreen() {
  const words = useWords(codeSetWords);
  const { language } = useLanguage();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const id = useAddressPart("id") ?? "";
  const back = `/dictionary/code-sets/${id}`;
  const answer = useAnswer(dictionaryRoutes.getCodeSet, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.page.what}>
        {(set) => (
          <>
            <PageHead
              title={words.form.reviseTitle(set.name[language])}
              crumbs={[
                { label: words.list.title, href: "/dictionary/code-sets" },
                { label: set.name[language], href: back },
              ]}
            />
            <CodeSetForm
              initial={{
                id,
                nameZh: set.name.zh,
                nameEn: set.name.en,
                standard: set.standard,
                effectiveOn: today(),
                codes: textOfCodes(set.codes),
              }}
              isNew={false}
              send={async (values) => {
                await callApi(dictionaryRoutes.reviseCodeSet, {
                  params: { id },
                  body: bodyOf(values),
                  ifMatch: set.version,
                });
                await refresh();
              }}
              onDone={(values) => {
                toast(words.form.revised(values.nameZh));
                go(back);
              }}
              onCancel={() => go(back)}
            />
          </>
        )}
      </AnsweredPage>
    </div>
  );
}
