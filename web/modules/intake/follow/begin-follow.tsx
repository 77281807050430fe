import { Input } from "antd";
import { useRef, useState } from "react";
import { type Draft, intakeRoutes } from "#contract/intake";
import { type Follow, type FollowPlan, followRoutes, type TableFacts } from "#contract/intake-follow";
import { FieldGroup, useChange, useFormat, useGo, useToast, useWords } from "#kit";
import { PlanForm } from "./plan-form.tsx";
import { suggestedValues } from "./plan-values.ts";
import { planWords } from "./plan-words.ts";

/** The plan of a new follow, with the resource it feeds. */
export function BeginFollow({
  source,
  facts,
  draft,
  resource,
}: {
  source: string;
  facts: TableFacts;
  /** Brings its mapping; given up once the follow has it. */
  draft: Draft | null;
  resource: { readonly id: string; readonly name: string } | null;
}) {
  const words = useWords(planWords);
  const go = useGo();
  const toast = useToast();
  const create = useChange(followRoutes.createFollow, ["operations", "ledger", "home", "catalog"]);
  const giveUp = useChange(intakeRoutes.deleteDraft);
  const [name, setName] = useState(draft?.resourceName ?? "");
  // What the form calls when it is done was made before the hub had answered; a ref holds what came since.
  const made = useRef<Follow>(null);
  const send = async (plan: FollowPlan) => {
    made.current = await create.sendOrThrow({
      body: {
        sourceId: source,
        table: facts.table,
        resourceId: resource?.id ?? null,
        resourceName: resource?.name ?? name.trim(),
        mapping: draft?.mapping ?? null,
        plan,
        starts: true,
      },
    });
    if (draft) await giveUp.send({ params: { id: draft.id } });
  };
  return (
    <PlanForm
      facts={facts}
      initial={suggestedValues(facts)}
      action={words.begin}
      note={words.beginNote}
      followId={null}
      send={send}
      onDone={() => {
        toast(words.begun(made.current?.resourceName ?? facts.table));
        go(made.current ? `/intake/follows/${made.current.id}` : "/intake/follows");
      }}
      onCancel={() => go("/intake/follows")}
    >
      <FieldGroup title={words.resource} note={<Rows facts={facts} />}>
        <Target resource={resource} draft={draft} name={name} onName={setName} />
      </FieldGroup>
    </PlanForm>
  );
}

function Rows({ facts }: { facts: TableFacts }) {
  const words = useWords(planWords);
  const format = useFormat();
  // A table that was never analysed is estimated at none.
  const rows = facts.rowEstimate ? ` · ${words.rows(format.rough(facts.rowEstimate))}` : "";
  return (
    <>
      <span className="mono">{facts.table}</span>
      {rows}
    </>
  );
}

function Target({
  resource,
  draft,
  name,
  onName,
}: {
  resource: { readonly name: string } | null;
  draft: Draft | null;
  name: string;
  onName: (name: string) => void;
}) {
  const words = useWords(planWords);
  const format = useFormat();
  const loaded = draft?.mapping.filter(({ action }) => action === "load").length ?? 0;
  return (
    <>
      {resource ? (
        <p className="t13 s">{words.intoResource(resource.name)}</p>
      ) : (
        <div className="field">
          <label htmlFor="follow-name">{words.resourceName}</label>
          <p className="hint" id="follow-name-hint">
            {words.resourceHint}
          </p>
          <div className="control">
            <Input
              id="follow-name"
              aria-describedby="follow-name-hint"
              maxLength={120}
              value={name}
              onChange={({ target }) => onName(target.value)}
            />
          </div>
        </div>
      )}
      {draft ? (
        <p className="t13 s">{words.withDraft(format.number(loaded))}</p>
      ) : resource ? null : (
        <p className="t13 s">{words.proposed}</p>
      )}
    </>
  );
}
