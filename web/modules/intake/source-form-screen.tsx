import { useRef } from "react";
import { intakeRoutes, type Source } from "#contract/intake";
import { AnsweredPage, callApi, PageHead, useAddressPart, useAnswer, useGo, useToast, useWords } from "#kit";
import { useSession } from "#shell";
import { PlaceEditing } from "./place-form-screen.tsx";
import { useRefresh } from "./refresh.ts";
import { SourceForm } from "./source-form.tsx";
import { blankSource, connectionOf, type SourceValues, valuesOf } from "./source-values.ts";
import { intakeWords } from "./words.ts";

export function NewSourceScreen() {
  const words = useWords(intakeWords);
  const { department } = useSession();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  // What the form calls when it is done was made before the hub had answered; a ref holds what came since.
  const made = useRef<Source>(null);
  const create = async (values: SourceValues) => {
    const { name, kind, department: owner, systemId, zoneId, password } = values;
    const connection = { ...connectionOf(values), password };
    const body = { name, kind, department: owner, systemId, zoneId, connection };
    made.current = await callApi(intakeRoutes.createSource, { body });
    await refresh();
  };
  return (
    <div className="page">
      <PageHead title={words.form.createTitle} crumbs={[{ label: words.sources.title, href: "/intake" }]} />
      <SourceForm
        sourceId={null}
        initial={blankSource(department ?? "")}
        action={words.form.create}
        send={create}
        onDone={(values) => {
          toast(words.form.created(values.name));
          go(made.current ? `/intake/sources/${made.current.id}` : "/intake");
        }}
        onCancel={() => go("/intake")}
      />
    </div>
  );
}

export function EditSourceScreen() {
  const words = useWords(intakeWords).source;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(intakeRoutes.getSource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(source) => (source.place ? <PlaceEditing source={source} /> : <Editing source={source} />)}
      </AnsweredPage>
    </div>
  );
}

function Editing({ source }: { source: Source }) {
  const words = useWords(intakeWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const href = `/intake/sources/${source.id}`;
  const save = async (values: SourceValues) => {
    const { name, systemId, password } = values;
    const connection = { ...connectionOf(values), ...(password === "" ? {} : { password }) };
    await callApi(intakeRoutes.editSource, {
      params: { id: source.id },
      body: { name, systemId, connection },
      ifMatch: source.version,
    });
    await refresh();
  };
  return (
    <>
      <PageHead
        title={words.form.editTitle(source.name)}
        crumbs={[
          { label: words.sources.title, href: "/intake" },
          { label: source.name, href },
        ]}
      />
      <SourceForm
        sourceId={source.id}
        initial={valuesOf(source)}
        action={words.form.save}
        send={save}
        onDone={(values) => {
          toast(words.form.saved(values.name));
          go(href);
        }}
        onCancel={() => go(href)}
      />
    </>
  );
}
