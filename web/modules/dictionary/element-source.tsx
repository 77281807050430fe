import { catalogRoutes } from "#contract/catalog";
import type { DataElement } from "#contract/dictionary";
import { KeyValues, LinkIfThere, useAnswer, useFormat, useLanguage, useWords } from "#kit";
import { DepartmentName } from "#shell";
import { dictionaryWords } from "./words.ts";

/** The one authoritative source, with its basis; or that none is decided. */
export function ElementSource({ element }: { element: DataElement }) {
  const words = useWords(dictionaryWords).element;
  const format = useFormat();
  const { source } = element;
  if (!source) return <p className="t13 s">{words.noSource}</p>;
  return (
    <KeyValues
      items={[
        { key: words.department, value: <DepartmentName code={source.department} /> },
        source.resourceId ? { key: words.resource, value: <ResourceName id={source.resourceId} /> } : null,
        source.item ? { key: words.item, value: <span className="mono">{source.item}</span> } : null,
        { key: words.decidedOn, value: format.date(source.decidedOn) },
        { key: words.basis, value: source.basis },
      ]}
    />
  );
}

function ResourceName({ id }: { id: string }) {
  const { language } = useLanguage();
  const { data } = useAnswer(catalogRoutes.getResource, { params: { id } });
  const name = data ? (language === "en" && data.nameEn ? data.nameEn : data.name) : id;
  return <LinkIfThere href={`/catalog/${id}`}>{name}</LinkIfThere>;
}
