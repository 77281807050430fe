import { Button, Select } from "antd";
import { type FormEvent, useDeferredValue, useId, useState } from "react";
import { catalogRoutes } from "#contract/catalog";
import { type GateMode, gateModeNames, gateModes, gateRoutes, type GateVerdict } from "#contract/gate";
import { type NetworkZone, networkZoneNames, networkZones } from "#contract/registry";
import { callApi, ErrorState, PageHead, useAnswer, useFilters, useText, useWords } from "#kit";
import { useDepartments, useSession } from "#shell";
import { Aggregation } from "./aggregation.tsx";
import { whyFilters } from "./filters.ts";
import { useItemNames } from "./item-names.ts";
import { Verdict } from "./verdict.tsx";
import { gateWords } from "./words.ts";
import { whyWords } from "./why-words.ts";
import "./gate.css";

/** May I, and if not: by which rule, who can change it, how. Nothing is asked for and nothing is recorded. */
export function WhyScreen() {
  const words = useWords(whyWords);
  const list = useWords(gateWords).list;
  const { department } = useSession();
  const { nameOf } = useDepartments();
  const [{ resource }] = useFilters(whyFilters);
  return (
    <div className="page">
      <PageHead
        title={words.title}
        crumbs={[{ label: list.title, href: "/gate/grants" }]}
        lede={department === null ? words.noDepartment : words.lede(nameOf(department))}
      />
      <WhyForm key={resource ?? ""} />
    </div>
  );
}

interface Asked {
  readonly resource: string;
  readonly items: readonly string[];
  readonly verdict: GateVerdict;
}

function WhyForm() {
  const words = useWords(whyWords);
  const text = useText();
  const id = useId();
  const [search, setSearch] = useFilters(whyFilters);
  const [items, setItems] = useState<readonly string[]>([]);
  const [zone, setZone] = useState<NetworkZone | null>(null);
  const [state, setState] = useState<"idle" | "asking" | Asked | Error>("idle");
  const resource = search.resource ?? "";
  const mode = search.mode ?? "api";
  const choices = useResourceChoices(resource);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setState("asking");
    try {
      const body = { resource, items: [...items], mode, zone };
      setState({ resource, items, verdict: await callApi(gateRoutes.why, { body }) });
    } catch (error) {
      setState(error as Error);
    }
  };
  return (
    <>
      <form className="form" onSubmit={(event) => void ask(event)} noValidate>
        <div className="field">
          <label htmlFor={`${id}-resource`}>{words.resource}</label>
          <div className="control">
            <Select
              id={`${id}-resource`}
              showSearch={{ filterOption: false, onSearch: choices.search }}
              placeholder={words.resourceHint}
              options={choices.options}
              value={resource === "" ? null : resource}
              onChange={(value: string) => setSearch({ resource: value })}
            />
          </div>
        </div>
        {resource === "" ? null : (
          <ItemField id={`${id}-items`} resource={resource} items={items} onChange={setItems} />
        )}
        <div className="form-grid">
          <div className="field">
            <label htmlFor={`${id}-mode`}>{words.mode}</label>
            <div className="control">
              <Select
                id={`${id}-mode`}
                options={gateModes.map((value) => ({ value, label: text(gateModeNames[value]) }))}
                value={mode}
                onChange={(value: GateMode) => setSearch({ mode: value })}
              />
            </div>
          </div>
          <div className="field">
            <label htmlFor={`${id}-zone`}>{words.zone}</label>
            <div className="control">
              <Select
                id={`${id}-zone`}
                allowClear
                placeholder={words.anyZone}
                options={networkZones.map((value) => ({ value, label: text(networkZoneNames[value]) }))}
                value={zone}
                onChange={(value: NetworkZone | undefined) => setZone(value ?? null)}
              />
            </div>
          </div>
        </div>
        <div className="form-foot">
          <Button type="primary" htmlType="submit" disabled={resource === ""} loading={state === "asking"}>
            {words.ask}
          </Button>
          <span className="t12 s">{resource === "" ? words.chooseFirst : words.dry}</span>
        </div>
      </form>
      <output>
        {state instanceof Error ? <ErrorState error={state} /> : null}
        {typeof state === "object" && !(state instanceof Error) ? (
          <>
            <Verdict verdict={state.verdict} resourceId={state.resource} />
            <Aggregation resource={state.resource} items={state.items} />
          </>
        ) : null}
      </output>
    </>
  );
}

const found = 20;

/** Resources by what is typed; the chosen one is named even where it is not among them. */
function useResourceChoices(chosen: string) {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed);
  const { data } = useAnswer(
    catalogRoutes.listResources,
    { query: { ...(q === "" ? {} : { q }), limit: found } },
    { keepsLast: true },
  );
  const { data: one } = useAnswer(catalogRoutes.getResource, { params: { id: chosen } }, { isReady: chosen !== "" });
  const listed = (data?.items ?? []).map(({ id, name, departmentName }) => ({
    value: id,
    label: `${name} · ${departmentName}`,
  }));
  const isListed = listed.some(({ value }) => value === chosen);
  return {
    search: setTyped,
    options: one && !isListed ? [{ value: one.id, label: `${one.name} · ${one.departmentName}` }, ...listed] : listed,
  };
}

function ItemField({
  id,
  resource,
  items,
  onChange,
}: {
  id: string;
  resource: string;
  items: readonly string[];
  onChange: (items: readonly string[]) => void;
}) {
  const words = useWords(whyWords);
  const names = useItemNames(resource);
  return (
    <div className="field">
      <label htmlFor={id}>{words.items}</label>
      <p className="hint">{words.itemsHint}</p>
      <div className="control">
        <Select
          id={id}
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          options={names.items.map(({ field }) => ({ value: field, label: `${names.nameOf(field)} ${field}` }))}
          value={[...items]}
          onChange={(value: string[]) => onChange(value)}
        />
      </div>
    </div>
  );
}
