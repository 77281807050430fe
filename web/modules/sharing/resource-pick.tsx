import { Checkbox } from "antd";
import { useDeferredValue, useState } from "react";
import { catalogRoutes } from "#contract/catalog";
import { type Candidate, sharingRoutes } from "#contract/sharing";
import { SearchField, useAnswer, useWords } from "#kit";
import { needWords } from "./need-words.ts";

/** Resources to link: those that answer to the words of the need, and others found by name. */
export function ResourcePick({
  need,
  chosen,
  onChange,
  label,
}: {
  need: string;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  label: string;
}) {
  const words = useWords(needWords).acts.match;
  const [typed, setTyped] = useState<string>();
  const q = useDeferredValue(typed);
  const candidates = useAnswer(sharingRoutes.findCandidates, { body: { need: need.slice(0, 400), limit: 10 } });
  const typedFor = useAnswer(
    sharingRoutes.findCandidates,
    { body: { need: q ?? "", limit: 10 } },
    { isReady: q !== undefined && q.length >= 2, keepsLast: true },
  );
  // The catalog's list stands by department; it adds what the need's words leave out, such as the desk's own resources.
  const named = useAnswer(
    catalogRoutes.listResources,
    { query: { q: q ?? "", stage: "published", limit: 10 } },
    { isReady: q !== undefined, keepsLast: true },
  );
  const ofNeed = ({ items }: { items: readonly Candidate[] }) =>
    items.map(({ resourceId, name, departmentName }) => ({ id: resourceId, name, departmentName }));
  const found = [
    ...(q === undefined || !typedFor.data ? [] : ofNeed(typedFor.data)),
    ...(q === undefined
      ? []
      : (named.data?.items ?? []).map(({ id, name, departmentName }) => ({ id, name, departmentName }))),
    ...(candidates.data ? ofNeed(candidates.data) : []),
  ];
  const distinct = [...new Map(found.map((one) => [one.id, one])).values()];
  return (
    <fieldset className="fieldset">
      <legend>{label}</legend>
      <div style={{ margin: "4px 0 8px" }}>
        <SearchField label={words.search} placeholder={words.search} value={typed} onSearch={setTyped} />
      </div>
      {distinct.map((one) => (
        <div key={one.id} style={{ padding: "3px 0" }}>
          <Checkbox
            checked={chosen.includes(one.id)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
            }
          >
            {one.name} <span className="m">{one.departmentName}</span>
          </Checkbox>
        </div>
      ))}
    </fieldset>
  );
}
