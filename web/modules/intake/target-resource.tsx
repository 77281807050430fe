import { Input, Select } from "antd";
import { useId, useState } from "react";
import { catalogRoutes } from "#contract/catalog";
import type { Draft } from "#contract/intake";
import { useAnswer, useWords } from "#kit";
import { DepartmentName } from "#shell";
import type { DraftSaver } from "./draft-saver.ts";
import { wayWords } from "./way-words.ts";

const fresh = "";

/** What the load becomes: a new resource under a name, or the next contents of an existing one. */
export function TargetResource({ draft, saver }: { draft: Draft; saver: DraftSaver }) {
  const words = useWords(wayWords).mapping;
  const id = useId();
  const [name, setName] = useState(draft.resourceName);
  const { data } = useAnswer(catalogRoutes.listResources, { query: { department: draft.department, limit: 500 } });
  const pick = (value: string) => {
    const resource = data?.items.find((one) => one.id === value);
    if (resource) setName(resource.name);
    void saver.save(resource ? { resourceId: resource.id, resourceName: resource.name } : { resourceId: null });
  };
  const keepName = () => {
    const wanted = name.trim();
    if (wanted === "") setName(draft.resourceName);
    else if (wanted !== draft.resourceName) void saver.save({ resourceName: wanted });
  };
  return (
    <div className="target-resource">
      <div>
        <label htmlFor={`${id}-target`} className="t12 s">
          {words.target}
        </label>
        <Select
          id={`${id}-target`}
          showSearch={{ optionFilterProp: "label" }}
          value={draft.resourceId ?? fresh}
          options={[
            { value: fresh, label: words.newResource },
            {
              label: words.existing,
              options: (data?.items ?? []).map((resource) => ({ value: resource.id, label: resource.name })),
            },
          ]}
          onChange={pick}
        />
      </div>
      {draft.resourceId === null ? (
        <div>
          <label htmlFor={`${id}-name`} className="t12 s">
            {words.name}
          </label>
          <Input
            id={`${id}-name`}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
            onBlur={keepName}
            onPressEnter={keepName}
          />
        </div>
      ) : (
        <p className="t12 s">{words.replaces}</p>
      )}
      <p className="t12 s owner">
        {words.owner}
        <b>
          <DepartmentName code={draft.department} isPlain />
        </b>
      </p>
    </div>
  );
}
