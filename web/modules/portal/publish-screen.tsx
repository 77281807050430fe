import { Button, Checkbox } from "antd";
import { useState } from "react";
import { catalogRoutes } from "#contract/catalog";
import { accessRightNames, accessRights } from "#contract/portal";
import { type Assessment, type OpeningTerms, portalManageRoutes } from "#contract/portal-manage";
import { pointFields } from "#contract/portal-point";
import {
  Answered,
  ChoiceField,
  EmptyState,
  Form,
  Note,
  PageHead,
  RadioField,
  SearchField,
  Section,
  TextField,
  useAnswer,
  useChange,
  useFilters,
  useForm,
  useFormat,
  useGo,
  useText,
  useToast,
  useWords,
} from "#kit";
import { publishFilters } from "./filters.ts";
import { portalWords } from "./words.ts";

/** From a catalogue resource to a draft of what is opened; the assessment says at once what stands in the way. */
export function PublishScreen() {
  const words = useWords(portalWords).publish;
  const list = useWords(portalWords).openings;
  const [search, setSearch] = useFilters(publishFilters);
  return (
    <div className="page">
      <PageHead title={words.title} crumbs={[{ label: list.title, href: "/portal" }]} />
      {search.resource === undefined ? (
        <PickResource onPick={(resource) => setSearch({ resource })} />
      ) : (
        <Drafted resource={search.resource} opening={search.opening} />
      )}
    </div>
  );
}

function PickResource({ onPick }: { onPick: (id: string) => void }) {
  const words = useWords(portalWords).publish;
  const [typed, setTyped] = useState("");
  const answer = useAnswer(catalogRoutes.listResources, { query: { q: typed, stage: "published", limit: 20 } });
  return (
    <Section title={words.pick} note={words.pickHint}>
      <SearchField
        label={words.pick}
        value={typed === "" ? undefined : typed}
        onSearch={(text) => setTyped(text ?? "")}
      />
      <Answered answer={answer} what={words.pick} rows={5}>
        {({ items }) => (
          <ul className="plain">
            {items.map((resource) => (
              <li key={resource.id}>
                <Button type="link" onClick={() => onPick(resource.id)}>
                  {resource.name}
                </Button>
                <span className="t12 m">{resource.departmentName}</span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Section>
  );
}

function Drafted({ resource, opening }: { resource: string; opening: string | undefined }) {
  const words = useWords(portalWords).publish;
  const proposal = useAnswer(portalManageRoutes.propose, { params: { id: resource } });
  const choices = useAnswer(portalManageRoutes.choices, {});
  const known = useAnswer(
    portalManageRoutes.getOpening,
    { params: { id: opening ?? "" } },
    { isReady: opening !== undefined },
  );
  if (opening !== undefined && known.data === undefined)
    return (
      <Answered answer={known} what={words.title}>
        {() => <EmptyState title="" />}
      </Answered>
    );
  return (
    <Answered answer={choices} what={words.title}>
      {(lists) => (
        <Answered answer={proposal} what={words.findings}>
          {({ code, terms, assessment }) => (
            <Draft
              resource={resource}
              code={known.data?.code ?? code}
              terms={known.data?.proposed ?? known.data?.terms ?? terms}
              before={assessment}
              lists={lists}
              version={known.data?.version ?? null}
              opening={opening}
            />
          )}
        </Answered>
      )}
    </Answered>
  );
}

interface DraftProps {
  readonly resource: string;
  readonly code: string;
  readonly terms: OpeningTerms;
  readonly before: Assessment;
  readonly lists: {
    readonly themes: readonly { code: string; name: { zh: string; en: string } }[];
    readonly licences: readonly { id: string; name: { zh: string; en: string } }[];
  };
  readonly version: number | null;
  readonly opening: string | undefined;
}

function Draft({ resource, code, terms, before, lists, version, opening }: DraftProps) {
  const words = useWords(portalWords).publish;
  const text = useText();
  const toast = useToast();
  const go = useGo();
  const [chosen, setChosen] = useState<readonly string[]>(terms.items.map(({ field }) => field));
  const [assessment, setAssessment] = useState(before);
  const create = useChange(portalManageRoutes.createOpening, ["ledger"]);
  const edit = useChange(portalManageRoutes.editOpening, ["ledger"]);
  const assess = useChange(portalManageRoutes.assess);
  const initial = {
    code,
    title: terms.title.zh,
    titleEn: terms.title.en,
    description: terms.description.zh,
    theme: terms.theme,
    licence: terms.licence,
    access: terms.access as string,
    conditions: terms.conditions,
    keywords: terms.keywords.join("，"),
    acknowledged: terms.acknowledged,
  };
  const termsOf = (values: typeof initial): OpeningTerms => ({
    ...terms,
    title: { zh: values.title, en: values.titleEn },
    description: { zh: values.description, en: terms.description.en },
    theme: values.theme,
    licence: values.licence,
    access: values.access === "conditional" ? "conditional" : "open",
    conditions: values.conditions,
    keywords: values.keywords.split(/[,，、\s]+/).filter((word) => word !== ""),
    items: chosen.map(
      (field) => terms.items.find((item) => item.field === field) ?? { field, mask: null, description: "" },
    ),
    smallCells: assessment.items
      .filter((item) => item.isCount && chosen.includes(item.field))
      .map(({ field }) => terms.smallCells.find((cell) => cell.field === field) ?? { field, hides: [] }),
    point: pointFields(terms.point).every((name) => chosen.includes(name)) ? terms.point : null,
    countBy: terms.countBy !== null && chosen.includes(terms.countBy) ? terms.countBy : null,
    acknowledged: values.acknowledged,
  });
  const form = useForm({
    id: "publish",
    initial,
    send: async (values) => {
      const saved =
        opening === undefined
          ? await create.sendOrThrow({ body: { resourceId: resource, code: values.code, terms: termsOf(values) } })
          : await edit.sendOrThrow({ params: { id: opening }, body: termsOf(values), ifMatch: version ?? 0 });
      toast(words.saved);
      go(`/portal/${saved.id}`);
    },
  });
  const look = async () => {
    const found = await assess.send({ params: { id: resource }, body: termsOf(form.values) });
    if (found) setAssessment(found);
  };
  return (
    <Form form={form} action={words.save}>
      {opening === undefined ? (
        <TextField form={form} name="code" label={words.code} hint={words.codeHint} isRequired maxLength={80} />
      ) : null}
      <TextField
        form={form}
        name="title"
        pointer="/terms/title/zh"
        label={words.name}
        hint={words.nameHint}
        isRequired
        maxLength={120}
      />
      <TextField form={form} name="titleEn" label={words.nameEn} maxLength={160} />
      <TextField
        form={form}
        name="description"
        pointer="/terms/description/zh"
        label={words.description}
        lines={3}
        isRequired
        maxLength={2000}
      />
      <ChoiceField
        form={form}
        name="theme"
        label={words.theme}
        isRequired
        choices={lists.themes.map((theme) => ({ value: theme.code, label: text(theme.name) }))}
      />
      <ChoiceField
        form={form}
        name="licence"
        label={words.licence}
        isRequired
        choices={lists.licences.map((licence) => ({ value: licence.id, label: text(licence.name) }))}
      />
      <RadioField
        form={form}
        name="access"
        label={words.access}
        choices={accessRights.map((value) => ({ value, label: text(accessRightNames[value]) }))}
      />
      {form.values.access === "conditional" ? (
        <TextField form={form} name="conditions" label={words.conditions} lines={2} isRequired maxLength={1000} />
      ) : null}
      <TextField form={form} name="keywords" label={words.keywords} maxLength={400} />
      <ItemChoice assessment={assessment} chosen={chosen} onChange={setChosen} />
      <TextField
        form={form}
        name="acknowledged"
        label={words.acknowledged}
        hint={words.acknowledgedHint}
        lines={2}
        maxLength={1000}
      />
      <Findings assessment={assessment} />
      <Button onClick={() => void look()} loading={assess.isSending}>
        {words.check}
      </Button>
    </Form>
  );
}

function ItemChoice({
  assessment,
  chosen,
  onChange,
}: {
  assessment: Assessment;
  chosen: readonly string[];
  onChange: (fields: readonly string[]) => void;
}) {
  const words = useWords(portalWords).publish;
  const text = useText();
  const format = useFormat();
  return (
    <fieldset className="field">
      <legend>{words.items}</legend>
      {assessment.items.map((item) => (
        <div key={item.field}>
          <Checkbox
            checked={chosen.includes(item.field)}
            disabled={!item.mayOpen}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, item.field] : chosen.filter((field) => field !== item.field))
            }
          >
            {text(item.name)} <span className="t12 m mono">{item.field}</span>
          </Checkbox>
          <span className="t12 m">
            {item.why === null ? "" : text(item.why)} {item.isMasked ? words.masked : ""}{" "}
            {item.isCount ? words.small(format.number(assessment.smallCellBelow)) : ""}
          </span>
        </div>
      ))}
    </fieldset>
  );
}

function Findings({ assessment }: { assessment: Assessment }) {
  const words = useWords(portalWords).publish;
  const text = useText();
  return (
    <Section title={words.findings}>
      {assessment.findings.length === 0 ? <p>{words.fine}</p> : null}
      {assessment.findings.map((finding) => (
        <Note
          key={finding.code + (finding.field ?? "")}
          tone={finding.weight === "refuses" ? "fault" : "plain"}
          title={finding.weight === "refuses" ? words.refuses : words.warns}
        >
          {text(finding.text)}
        </Note>
      ))}
    </Section>
  );
}
