import {
  type Case,
  type caseActs,
  caseKindNames,
  type CaseState,
  caseStateNames,
  misuseKindNames,
  sharingRoutes,
} from "#contract/sharing";
import {
  AppLink,
  callApi,
  Columns,
  Day,
  Facts,
  Moment,
  Note,
  PageHead,
  Section,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { ActForm, type ActSpec } from "./act-form.tsx";
import { FilePage, Waiting } from "./file-page.tsx";
import { FileSteps } from "./file-steps.tsx";
import { FileStory } from "./file-story.tsx";
import { casePageFilters } from "./filters.ts";
import { matterWords } from "./matter-words.ts";
import { MinutesText, minutesOf, useMinutesFields } from "./minutes.tsx";
import { FileStateTag } from "./state-tag.tsx";

type CaseAct = (typeof caseActs)[number];
const stepsAt: Readonly<Record<CaseState, readonly CaseAct[]>> = {
  suspended: ["rectify", "resume", "end"],
  rectified: ["resume", "end"],
  consulting: ["consult", "resume"],
  filed: ["file", "end", "resume"],
  resumed: [],
  ended: [],
};

export function CaseScreen() {
  const words = useWords(matterWords).cases.page;
  return (
    <FilePage route={sharingRoutes.getCase} what={words.what}>
      {(one) => <CasePage one={one} />}
    </FilePage>
  );
}

function CasePage({ one }: { one: Case }) {
  const { title, page: words, acts } = useWords(matterWords).cases;
  const text = useText();
  const [{ do: open }, setSearch] = useFilters(casePageFilters);
  const specs = useSpecs(one);
  return (
    <>
      <PageHead
        title={words.title(text(caseKindNames[one.kind]), one.number)}
        crumbs={[{ label: title, href: "/sharing/cases" }]}
        tags={<FileStateTag state={one.state} names={caseStateNames} />}
        lede={one.reason}
        meta={
          <>
            <DepartmentName code={one.department} />
            <DepartmentName code={one.provider} />
          </>
        }
      />
      <Waiting waiting={one.waiting} />
      <FileSteps<CaseAct>
        file={one}
        steps={stepsAt[one.state].map((act) => ({
          act,
          button: acts[act].button,
          text: acts[act].text,
          isDanger: act === "end",
          press: () => setSearch({ do: act }),
        }))}
      />
      {open && one.may[open] ? (
        <ActForm key={open} spec={specs[open]} onClose={() => setSearch({ do: undefined })} />
      ) : null}
      <Columns aside={<FileStory lines={one.story} />}>
        <CaseFacts one={one} />
      </Columns>
    </>
  );
}

function useSpecs(one: Case): Readonly<Record<CaseAct, ActSpec>> {
  const { acts } = useWords(matterWords).cases;
  const params = { id: one.id };
  const minutes = useMinutesFields(acts.consult.field);
  const spec = (act: CaseAct, name: string, send: ActSpec["send"], isOptional = false): ActSpec => ({
    id: act,
    title: acts[act].title,
    action: acts[act].action,
    effect: acts[act].text,
    done: acts[act].done,
    fields: [{ name, label: acts[act].field, kind: "text", isOptional }],
    send,
  });
  return {
    rectify: spec("rectify", "text", ({ text = "" }) => callApi(sharingRoutes.rectify, { params, body: { text } })),
    resume: spec("resume", "note", ({ note = "" }) => callApi(sharingRoutes.resume, { params, body: { note } })),
    consult: {
      ...spec("consult", "opinion", (typed) => callApi(sharingRoutes.consult, { params, body: minutesOf(typed) })),
      fields: minutes,
    },
    file: spec("file", "note", ({ note = "" }) => callApi(sharingRoutes.fileCase, { params, body: { note } }), true),
    end: {
      ...spec("end", "reason", ({ reason = "" }) => callApi(sharingRoutes.endCase, { params, body: { reason } })),
      isDanger: true,
    },
  };
}

function CaseFacts({ one }: { one: Case }) {
  const words = useWords(matterWords).cases.page;
  const text = useText();
  const format = useFormat();
  return (
    <>
      <Section title={words.facts}>
        <Facts
          items={[
            {
              key: words.request,
              value: <AppLink href={`/sharing/requests/${one.requestId}`}>{one.requestNumber}</AppLink>,
            },
            one.misuse === null ? null : { key: words.misuse, value: text(misuseKindNames[one.misuse]) },
            one.rectifyBy === null ? null : { key: words.rectifyBy, value: <Day on={one.rectifyBy} /> },
            { key: words.by, value: one.openedBy },
            { key: words.at, value: <Moment at={one.openedAt} /> },
            { key: words.reason, value: one.reason, isWide: true },
            one.kind === "misuse"
              ? {
                  key: words.evidence,
                  isWide: true,
                  value:
                    one.evidence.length === 0 ? (
                      <span className="m">{words.noEvidence}</span>
                    ) : (
                      <span className="row g3 wrap">
                        {one.evidence.map((number) => (
                          <AppLink key={number} href={`/ledger/${number}`}>
                            {words.entry(format.entry(number))}
                          </AppLink>
                        ))}
                      </span>
                    ),
                }
              : null,
          ]}
        />
      </Section>
      {one.rectification === null ? null : (
        <Section title={words.rectification}>
          <Note title={one.rectification.by}>
            {one.rectification.text} <Moment at={one.rectification.at} />
          </Note>
        </Section>
      )}
      {one.consultation === null ? null : (
        <Section title={words.consultation}>
          <MinutesText minutes={one.consultation} />
        </Section>
      )}
      {one.filing === null ? null : (
        <Section title={words.filing} note={words.filedBy(one.filing.by)}>
          <p>
            {one.filing.note} <Moment at={one.filing.at} />
          </p>
        </Section>
      )}
    </>
  );
}
