import { Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import { basisKindNames, sharingRoutes } from "#contract/sharing";
import { type ControlProps, useAnswer, useText, useWords } from "#kit";
import { applicationWords } from "./application-words.ts";

/** Chooses legal bases of the library that are in force. */
export function BasisPick({
  control,
  value,
  known,
  onChange,
}: {
  control: ControlProps;
  value: readonly string[];
  /** Texts of those chosen before, which the search may not find. */
  known: readonly { id: string; text: string }[];
  onChange: (ids: string[]) => void;
}) {
  const words = useWords(applicationWords).form;
  const text = useText();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const { data, isLoading } = useAnswer(
    sharingRoutes.listBasis,
    { query: { inForce: "true", limit: 100, ...(q === "" ? {} : { q }) } },
    { keepsLast: true },
  );
  const found = (data?.items ?? []).map((basis) => ({
    value: basis.id,
    label: `${basis.title}${basis.article}`,
    kind: text(basisKindNames[basis.kind]),
  }));
  const listed = new Set(found.map((one) => one.value));
  const options = [
    ...found,
    ...known.filter((one) => !listed.has(one.id)).map((one) => ({ value: one.id, label: one.text, kind: "" })),
  ];
  return (
    <Select
      {...control}
      mode="multiple"
      placeholder={words.basisSearch}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isLoading}
      value={[...value]}
      options={options}
      optionRender={renderBasis}
      onChange={(picked: string[]) => onChange(picked)}
    />
  );
}

const renderBasis = ({ data: { label, kind } }: { data: { label?: ReactNode; kind?: string } }) => (
  <>
    {label} <span className="t12 m">{kind}</span>
  </>
);
