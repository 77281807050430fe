import { type Correction, correctionStateNames, sharingRoutes } from "#contract/sharing";
import {
  AppLink,
  callApi,
  Columns,
  CopyCode,
  Facts,
  Moment,
  Note,
  PageHead,
  Section,
  Tag,
  useFilters,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { ActForm } from "./act-form.tsx";
import { FilePage, Waiting } from "./file-page.tsx";
import { FileSteps } from "./file-steps.tsx";
import { FileStory } from "./file-story.tsx";
import { correctionPageFilters } from "./filters.ts";
import { matterWords } from "./matter-words.ts";
import { PromiseLeft, useCommitments } from "./promises.tsx";
import { FileStateTag } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

export function CorrectionScreen() {
  const words = useWords(matterWords).corrections.page;
  return (
    <FilePage route={sharingRoutes.getCorrection} what={words.what}>
      {(correction) => <CorrectionPage correction={correction} />}
    </FilePage>
  );
}

function CorrectionPage({ correction }: { correction: Correction }) {
  const { title, page: words, answer: act } = useWords(matterWords).corrections;
  const { invented } = useWords(sharingWords);
  const text = useText();
  const commitments = useCommitments();
  const [{ do: open }, setSearch] = useFilters(correctionPageFilters);
  const params = { id: correction.id };
  const { promise } = correction;
  return (
    <>
      <PageHead
        title={`${correction.resourceName} · ${text(correction.fieldName) || correction.field}`}
        crumbs={[{ label: title, href: "/sharing/corrections" }]}
        tags={
          <>
            <FileStateTag state={correction.state} names={correctionStateNames} />
            {correction.isInvented ? <Tag tone="ink">{invented}</Tag> : null}
          </>
        }
        meta={
          <>
            <CopyCode code={correction.number} />
            <DepartmentName code={correction.department} />
            <DepartmentName code={correction.provider} />
          </>
        }
      />
      <Waiting waiting={correction.waiting}>
        {promise === null ? null : <PromiseLeft promise={promise} commitment={commitments.get(promise.id)} />}
      </Waiting>
      {correction.state === "verifying" ? (
        <>
          <FileSteps
            file={correction}
            steps={[{ act: "answer" as const, ...act, press: () => setSearch({ do: "answer" }) }]}
          />
          <p className="t12 s" style={{ marginTop: 8 }}>
            {words.keepOn}
          </p>
        </>
      ) : null}
      {open && correction.may.answer ? (
        <ActForm
          spec={{
            id: "correction-answer",
            title: act.title,
            action: act.action,
            effect: act.text,
            done: act.done,
            fields: [
              {
                name: "isCorrected",
                label: act.isCorrected,
                kind: "radio",
                choices: [
                  { value: "true", label: act.corrected },
                  { value: "false", label: act.rejected },
                ],
              },
              { name: "text", label: act.answerText, hint: act.answerHint, kind: "text" },
            ],
            send: ({ isCorrected, text: said = "" }) =>
              callApi(sharingRoutes.answerCorrection, {
                params,
                body: { isCorrected: isCorrected === "true", text: said },
              }),
          }}
          onClose={() => setSearch({ do: undefined })}
        />
      ) : null}
      <Columns aside={<FileStory lines={correction.story} />}>
        <What correction={correction} />
      </Columns>
    </>
  );
}

function What({ correction }: { correction: Correction }) {
  const { page: words } = useWords(matterWords).corrections;
  const { comma } = useWords(sharingWords);
  const text = useText();
  const { sealed, answer } = correction;
  return (
    <>
      <Section title={words.facts} note={words.sealed}>
        <Facts
          items={[
            {
              key: words.resource,
              value: <AppLink href={`/catalog/${correction.resourceId}`}>{correction.resourceName}</AppLink>,
            },
            {
              key: words.field,
              value: (
                <>
                  {text(correction.fieldName)} <span className="mono m">{correction.field}</span>
                </>
              ),
            },
            { key: words.by, value: correction.by },
            sealed === null
              ? { key: words.key, value: words.hidden, isWide: true }
              : { key: words.key, value: sealed.key },
            sealed === null ? null : { key: words.found, value: <span className="bad">{sealed.found}</span> },
            sealed === null ? null : { key: words.right, value: sealed.right },
            { key: words.evidence, value: correction.evidence, isWide: true },
            correction.requestId === null
              ? null
              : {
                  key: words.request,
                  value: <AppLink href={`/sharing/requests/${correction.requestId}`}>{words.request}</AppLink>,
                },
          ]}
        />
      </Section>
      {answer === null ? null : (
        <Section title={words.answer} note={words.answeredBy(answer.by)}>
          <Note>
            {answer.text} <Moment at={answer.at} />
          </Note>
        </Section>
      )}
      {correction.state === "corrected" ? (
        <Section title={words.told}>
          {correction.told.length === 0 ? (
            <p className="t13 s">{words.toldNone}</p>
          ) : (
            <p>{correction.told.map((one) => one.departmentName).join(comma)}</p>
          )}
        </Section>
      ) : null}
    </>
  );
}
