import { useRef } from "react";
import { type DataElement, dictionaryRoutes } from "#contract/dictionary";
import {
  AnsweredPage,
  callApi,
  changedOf,
  PageHead,
  useAddressPart,
  useAnswer,
  useGo,
  useLanguage,
  useToast,
  useWords,
} from "#kit";
import { ElementForm } from "./element-form.tsx";
import { bodyOf, blankElement, type ElementValues, valuesOf } from "./element-values.ts";
import { useRefresh } from "./refresh.ts";
import { dictionaryWords } from "./words.ts";

export function NewElementScreen() {
  const words = useWords(dictionaryWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  // What the form calls when it is done was made before the hub had answered; a ref holds what came since.
  const id = useRef("");
  const create = async (values: ElementValues) => {
    const { status: _status, ...body } = bodyOf(values);
    const made = await callApi(dictionaryRoutes.createElement, { body });
    id.current = made.id;
    await refresh();
  };
  return (
    <div className="page">
      <PageHead
        title={words.form.createTitle}
        crumbs={[{ label: words.elements.title, href: "/dictionary/elements" }]}
      />
      <ElementForm
        initial={blankElement}
        isNew
        send={create}
        onDone={(values) => {
          toast(words.form.created(values.nameZh));
          go(`/dictionary/elements/${id.current}`);
        }}
        onCancel={() => go("/dictionary/elements")}
      />
    </div>
  );
}

export function EditElementScreen() {
  const words = useWords(dictionaryWords);
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(dictionaryRoutes.getElement, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.element.what}>
        {(element) => <EditElement element={element} />}
      </AnsweredPage>
    </div>
  );
}

function EditElement({ element }: { element: DataElement }) {
  const words = useWords(dictionaryWords);
  const { language } = useLanguage();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const back = `/dictionary/elements/${element.id}`;
  const save = async (values: ElementValues) => {
    await callApi(dictionaryRoutes.editElement, {
      params: { id: element.id },
      body: changedOf(bodyOf(valuesOf(element)), bodyOf(values)),
      ifMatch: element.version,
    });
    await refresh();
  };
  return (
    <>
      <PageHead
        title={words.form.editTitle(element.name[language])}
        crumbs={[
          { label: words.elements.title, href: "/dictionary/elements" },
          { label: element.name[language], href: back },
        ]}
      />
      <ElementForm
        initial={valuesOf(element)}
        isNew={false}
        send={save}
        onDone={(values) => {
          toast(words.form.saved(values.nameZh));
          go(back);
        }}
        onCancel={() => go(back)}
      />
    </>
  );
}
