import { useRef } from "react";
import type { Source } from "#contract/intake";
import { arrivalRoutes } from "#contract/intake-arrivals";
import { callApi, PageHead, useGo, useToast, useWords } from "#kit";
import { useSession } from "#shell";
import { PlaceForm } from "./place-form.tsx";
import { blankPlace, placeOfValues, placeValuesOf, type PlaceValues } from "./place-values.ts";
import { placeWords } from "./place-words.ts";
import { useRefresh } from "./refresh.ts";
import { intakeWords } from "./words.ts";

export function NewPlaceScreen() {
  const all = useWords(intakeWords);
  const words = useWords(placeWords);
  const { department } = useSession();
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  // What the form calls when it is done was made before the hub had answered; a ref holds what came since.
  const made = useRef<Source>(null);
  const create = async (values: PlaceValues) => {
    const { name, department: owner, secret } = values;
    const body = { name, department: owner, systemId: null, place: placeOfValues(values), secret };
    made.current = await callApi(arrivalRoutes.createPlaceSource, { body });
    await refresh();
  };
  return (
    <div className="page">
      <PageHead title={words.createTitle} crumbs={[{ label: all.sources.title, href: "/intake" }]} />
      <PlaceForm
        sourceId={null}
        initial={blankPlace(department ?? "")}
        action={words.create}
        send={create}
        onDone={(values) => {
          toast(all.form.created(values.name));
          go(made.current ? `/intake/sources/${made.current.id}` : "/intake");
        }}
        onCancel={() => go("/intake")}
      />
    </div>
  );
}

/** The part of the editing screen that knows places. */
export function PlaceEditing({ source }: { source: Source }) {
  const all = useWords(intakeWords);
  const go = useGo();
  const toast = useToast();
  const refresh = useRefresh();
  const href = `/intake/sources/${source.id}`;
  const save = async (values: PlaceValues) => {
    const { name, secret } = values;
    await callApi(arrivalRoutes.editPlaceSource, {
      params: { id: source.id },
      body: { name, place: placeOfValues(values), ...(secret === "" ? {} : { secret }) },
      ifMatch: source.version,
    });
    await refresh();
  };
  return (
    <>
      <PageHead
        title={all.form.editTitle(source.name)}
        crumbs={[
          { label: all.sources.title, href: "/intake" },
          { label: source.name, href },
        ]}
      />
      <PlaceForm
        sourceId={source.id}
        initial={placeValuesOf(source)}
        action={all.form.save}
        send={save}
        onDone={(values) => {
          toast(all.form.saved(values.name));
          go(href);
        }}
        onCancel={() => go(href)}
      />
    </>
  );
}
