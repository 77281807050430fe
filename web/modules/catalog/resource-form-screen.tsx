import { useRef, useState } from "react";
import { catalogRoutes, type Resource } from "#contract/catalog";
import {
  AnsweredPage,
  callApi,
  changedOf,
  Note,
  PageHead,
  useAddressPart,
  useAnswer,
  useGo,
  useText,
  useToast,
  useWords,
} from "#kit";
import { useSession } from "#shell";
import { useRefresh } from "./refresh.ts";
import { ResourceForm } from "./resource-form.tsx";
import { useResourceName } from "./resource-name.ts";
import { blankResource, bodyOf, type ResourceValues, valuesOf } from "./resource-values.ts";
import { pageWords } from "./page-words.ts";
import { catalogWords } from "./words.ts";
import { formWords } from "./form-words.ts";
import "./catalog.css";

export function NewResourceScreen() {
  const all = useWords(catalogWords);
  const words = useWords(formWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const { department } = useSession();
  // What the form calls when it is done was made before the hub had answered; a ref holds what came since.
  const id = useRef("");
  const create = async (values: ResourceValues) => {
    const made = await callApi(catalogRoutes.createResource, { body: bodyOf(values) });
    id.current = made.id;
    await refresh();
  };
  return (
    <div className="page">
      <PageHead
        title={words.createTitle}
        lede={words.createLede}
        crumbs={[{ label: all.list.title, href: "/catalog" }]}
      />
      <ResourceForm
        initial={blankResource(department ?? "")}
        isNew
        send={create}
        onDone={(values) => {
          toast(words.created(values.name));
          go(`/catalog/${id.current}`);
        }}
        onCancel={() => go("/catalog")}
      />
    </div>
  );
}

export function EditResourceScreen() {
  const words = useWords(pageWords).page;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <EditResource resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function EditResource({ resource }: { resource: Resource }) {
  const all = useWords(catalogWords);
  const words = useWords(formWords);
  const text = useText();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const name = useResourceName()(resource);
  const back = `/catalog/${resource.id}`;
  // The form edits what it was opened with; a refetch in the background must not move the version under it.
  const [opened] = useState(resource);
  const save = async (values: ResourceValues) => {
    await callApi(catalogRoutes.editResource, {
      params: { id: opened.id },
      body: changedOf(bodyOf(valuesOf(opened)), bodyOf(values)),
      ifMatch: opened.version,
    });
    await refresh();
  };
  const why = resource.whyNot["edit"];
  return (
    <>
      <PageHead
        title={words.editTitle(name)}
        crumbs={[
          { label: all.list.title, href: "/catalog" },
          { label: name, href: back },
        ]}
      />
      {resource.may.edit ? (
        <>
          {resource.publishedVersion > 0 ? (
            <div style={{ marginTop: 12 }}>
              <Note>{words.editPublished(resource.publishedVersion)}</Note>
            </div>
          ) : null}
          <ResourceForm
            initial={valuesOf(opened)}
            isNew={false}
            send={save}
            onDone={(values) => {
              toast(words.saved(values.name));
              go(back);
            }}
            onCancel={() => go(back)}
          />
        </>
      ) : (
        <div style={{ marginTop: 12 }}>
          <Note title={words.mayNot}>{why ? text(why) : null}</Note>
        </div>
      )}
    </>
  );
}
