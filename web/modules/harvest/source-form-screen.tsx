import { useRef } from "react";
import { harvestRoutes, type HarvestSource } from "#contract/harvest";
import { AnsweredPage, PageHead, useAddressPart, useAnswer, useChange, useGo, useToast, useWords } from "#kit";
import { SourceForm } from "./source-form.tsx";
import { blankSource, fieldsOf, valuesOf } from "./source-values.ts";
import { harvestWords } from "./words.ts";

export function NewSourceScreen() {
  const all = useWords(harvestWords);
  const words = all.form;
  const go = useGo();
  const toast = useToast();
  const create = useChange(harvestRoutes.createSource, ["ledger"]);
  // What the form calls when it is done was made before the hub had answered; a ref holds what came since.
  const made = useRef<HarvestSource>(null);
  return (
    <div className="page">
      <PageHead title={words.newTitle} crumbs={[{ label: all.sources.title, href: "/harvest" }]} />
      <SourceForm
        initial={blankSource}
        action={words.create}
        send={async (values) => {
          made.current = await create.sendOrThrow({ body: fieldsOf(values) });
        }}
        onDone={({ name }) => {
          toast(words.created(name));
          go(made.current ? `/harvest/sources/${made.current.id}` : "/harvest");
        }}
        onCancel={() => go("/harvest")}
      />
    </div>
  );
}

export function EditSourceScreen() {
  const words = useWords(harvestWords).source;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(harvestRoutes.source, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(source) => <Editing source={source} />}
      </AnsweredPage>
    </div>
  );
}

function Editing({ source }: { source: HarvestSource }) {
  const all = useWords(harvestWords);
  const words = all.form;
  const go = useGo();
  const toast = useToast();
  const edit = useChange(harvestRoutes.editSource, ["ledger"]);
  const href = `/harvest/sources/${source.id}`;
  return (
    <>
      <PageHead
        title={words.editTitle(source.name)}
        crumbs={[
          { label: all.sources.title, href: "/harvest" },
          { label: source.name, href },
        ]}
      />
      <SourceForm
        initial={valuesOf(source)}
        action={words.save}
        send={async (values) => {
          await edit.sendOrThrow({ params: { id: source.id }, body: fieldsOf(values), ifMatch: source.version });
        }}
        onDone={({ name }) => {
          toast(words.saved(name));
          go(href);
        }}
        onCancel={() => go(href)}
      />
    </>
  );
}
