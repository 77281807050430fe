import { Button } from "antd";
import {
  type Opening,
  type OpeningAct,
  openingActs,
  openingStateNames,
  type OpeningTerms,
  portalManageRoutes,
} from "#contract/portal-manage";
import { accessRightNames } from "#contract/portal";
import {
  AnsweredPage,
  AppLink,
  CopyCode,
  ErrorState,
  Facts,
  Form,
  Icon,
  NextActions,
  Note,
  PageHead,
  PlainTable,
  Section,
  Tag,
  TextField,
  useAddressPart,
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
import { DepartmentName } from "#shell";
import { openingPageFilters } from "./filters.ts";
import { portalWords } from "./words.ts";

/** One open dataset: what can be done now, what is given out, who submitted and who opened it. */
export function OpeningScreen() {
  const words = useWords(portalWords).opening;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(portalManageRoutes.getOpening, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(opening) => <OpeningPage opening={opening} />}
      </AnsweredPage>
    </div>
  );
}

function OpeningPage({ opening }: { opening: Opening }) {
  const words = useWords(portalWords).opening;
  const list = useWords(portalWords).openings;
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(openingPageFilters);
  return (
    <>
      <PageHead
        title={text(opening.terms.title)}
        crumbs={[{ label: list.title, href: "/portal" }]}
        tags={<Tag>{text(openingStateNames[opening.state])}</Tag>}
        lede={text(opening.terms.description)}
        meta={
          <>
            <CopyCode code={opening.code} />
            <DepartmentName code={opening.department} />
            {opening.submittedBy === null ? null : <span>{words.submittedBy(opening.submittedBy)}</span>}
            {opening.openedBy === null ? null : <span>{words.openedBy(opening.openedBy)}</span>}
            {opening.dataVersion === 0 ? null : (
              <span>{words.version(format.number(opening.dataVersion), format.number(opening.rowCount))}</span>
            )}
          </>
        }
        actions={opening.state === "open" ? <a href={`/open/datasets/${opening.code}`}>{words.look}</a> : undefined}
      />
      {opening.returned === null ? null : (
        <Note tone="fault" title={words.returned(opening.returned.by)}>
          {opening.returned.reason}
        </Note>
      )}
      {opening.state === "withdrawn" ? (
        <Note tone="fault" title={words.withdrawn}>
          {opening.withdrawnReason}
        </Note>
      ) : null}
      <Acts opening={opening} />
      {search.do === undefined ? null : (
        <ReasonForm key={search.do} act={search.do} opening={opening} onClose={() => setSearch({ do: undefined })} />
      )}
      {opening.proposed === null ? null : <Terms title={words.proposed} terms={opening.proposed} />}
      <Terms title={words.terms} terms={opening.terms} />
      <Facts
        items={[
          {
            key: words.resource,
            value: <AppLink href={`/catalog/${opening.resource.id}`}>{opening.resource.name}</AppLink>,
          },
        ]}
      />
    </>
  );
}

function Acts({ opening }: { opening: Opening }) {
  const words = useWords(portalWords).opening;
  const text = useText();
  const toast = useToast();
  const go = useGo();
  const [search, setSearch] = useFilters(openingPageFilters);
  const submit = useChange(portalManageRoutes.submitOpening, ["ledger"]);
  const open = useChange(portalManageRoutes.openOpening, ["ledger", "gate"]);
  const main = openingActs.find((act) => opening.may[act] && act !== "withdraw" && act !== "return");
  const take = async (change: typeof submit | typeof open) => {
    if (await change.send({ params: { id: opening.id } })) toast(words.done);
  };
  const press = (act: OpeningAct) => {
    if (act === "edit") go(`/portal/publish?opening=${opening.id}&resource=${opening.resource.id}`);
    else if (act === "submit") void take(submit);
    else if (act === "open") void take(open);
    else setSearch({ do: search.do === act ? undefined : act });
  };
  const problem = submit.problem ?? open.problem;
  return (
    <>
      <NextActions
        label={words.now}
        actions={openingActs.map((act) => {
          const why = opening.whyNot[act];
          return {
            key: act,
            button: (
              <Button
                type={act === main ? "primary" : "default"}
                danger={act === "withdraw" && why === undefined}
                disabled={why !== undefined}
                loading={(act === "submit" && submit.isSending) || (act === "open" && open.isSending)}
                icon={why === undefined ? undefined : <Icon name="lock" />}
                onClick={() => press(act)}
              >
                {words.acts[act].button}
              </Button>
            ),
            text: why === undefined ? words.acts[act].text : text(why),
          };
        })}
      />
      {problem === null ? null : <ErrorState error={problem} />}
    </>
  );
}

function ReasonForm({ act, opening, onClose }: { act: "return" | "withdraw"; opening: Opening; onClose: () => void }) {
  const words = useWords(portalWords).opening;
  const toast = useToast();
  const returning = useChange(portalManageRoutes.returnOpening, ["ledger"]);
  const withdrawing = useChange(portalManageRoutes.withdrawOpening, ["ledger", "gate"]);
  const form = useForm({
    id: act,
    initial: { reason: "" },
    send: (body) => (act === "return" ? returning : withdrawing).sendOrThrow({ params: { id: opening.id }, body }),
  });
  return (
    <Section title={words.acts[act].button} isMajor>
      <Form
        form={form}
        action={words.send}
        note={words.acts[act].text}
        onCancel={onClose}
        onDone={() => {
          toast(words.done);
          onClose();
        }}
      >
        <TextField
          form={form}
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          lines={2}
          isRequired
          maxLength={400}
        />
      </Form>
    </Section>
  );
}

function Terms({ title, terms }: { title: string; terms: OpeningTerms }) {
  const words = useWords(portalWords).opening;
  const text = useText();
  const { facts } = words;
  const choices = useAnswer(portalManageRoutes.choices, {}).data;
  const theme = choices?.themes.find(({ code }) => code === terms.theme);
  const licence = choices?.licences.find(({ id }) => id === terms.licence);
  const orNone = (value: string) => (value === "" ? facts.none : value);
  return (
    <Section title={title} isMajor>
      <Facts
        items={[
          { key: facts.title, value: `${terms.title.zh} ${terms.title.en}` },
          { key: facts.description, value: terms.description.zh },
          { key: facts.theme, value: theme ? text(theme.name) : terms.theme },
          { key: facts.licence, value: licence ? text(licence.name) : terms.licence },
          { key: facts.access, value: text(accessRightNames[terms.access]) },
          { key: facts.conditions, value: orNone(terms.conditions) },
          { key: facts.keywords, value: orNone(terms.keywords.join("、")) },
          { key: facts.acknowledged, value: orNone(terms.acknowledged) },
        ]}
      />
      <PlainTable
        label={words.items}
        columns={[{ title: words.items }, { title: words.smallCells }]}
        rows={terms.items.map(({ field, description }) => ({
          key: field,
          cells: [
            <span key={field}>
              <span className="mono">{field}</span> {description}
            </span>,
            terms.smallCells.some((cell) => cell.field === field || cell.hides.includes(field)) ? "✓" : "",
          ],
        }))}
      />
    </Section>
  );
}
