import { Button } from "antd";
import { type Application, applicationStateNames, requestKindNames, sharingRoutes } from "#contract/sharing";
import {
  AnsweredPage,
  callApi,
  CopyCode,
  Note,
  PageHead,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useChange,
  useConfirm,
  useFilters,
  useFormat,
  useGo,
  useText,
  useToast,
  useWords,
  Wizard,
} from "#kit";
import { DepartmentName, ObjectStory } from "#shell";
import { ActForm } from "./act-form.tsx";
import { BasisStep } from "./application-basis.tsx";
import { BecomesRequests, CheckStep } from "./application-check.tsx";
import { ItemsStep } from "./application-items.tsx";
import { ApplicationFacts, AskedLines, BecameRequests } from "./application-parts.tsx";
import { TermsStep } from "./application-terms.tsx";
import { applicationWords } from "./application-words.ts";
import { FileSteps } from "./file-steps.tsx";
import { applicationPageFilters, type ApplicationStep, applicationSteps } from "./filters.ts";
import { touched } from "./refresh.ts";
import { FileStateTag } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";
import "./sharing.css";

/** One form across departments: a way of four steps while it is a draft of one's own, a file to read and sign after that. */
export function ApplicationScreen() {
  const words = useWords(applicationWords).page;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(sharingRoutes.getApplication, { params: { id } });
  if (answer.data) return <ApplicationPage application={answer.data} />;
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {() => null}
      </AnsweredPage>
    </div>
  );
}

/** The same wherever it is shown: the basket is one, too. */
export function ApplicationPage({ application }: { application: Application }) {
  if (application.state === "draft" && application.may.edit) return <Way application={application} />;
  return (
    <div className="page">
      <Reading application={application} />
    </div>
  );
}

/** Reads the form itself: the next step opens in the same moment as the saved one is read again, and needs its version. */
function Way({ application: given }: { application: Application }) {
  const { data } = useAnswer(sharingRoutes.getApplication, { params: { id: given.id } });
  const application = data && data.version > given.version ? data : given;
  const { page: words } = useWords(applicationWords);
  const format = useFormat();
  const go = useGo();
  const [{ step = "items", do: act }, setSearch] = useFilters(applicationPageFilters);
  const goTo = (next: ApplicationStep) => {
    go(`/sharing/applications/${application.id}?step=${next}`);
    scrollTo({ top: 0 });
  };
  const lacks = (pattern: RegExp) => application.missing.some(({ pointer }) => pattern.test(pointer));
  const isDone: Readonly<Record<ApplicationStep, boolean>> = {
    items: !lacks(/^\/lines/),
    basis: !lacks(/^\/(title|scene|purpose|basis)/),
    terms: !lacks(/^\/(untilOn|fromOn|systemName|mode)/),
    check: false,
  };
  const notes: Partial<Record<ApplicationStep, string>> = {
    items: words.notes.items(format.number(application.lines.length)),
    basis: words.notes.basis(format.number(application.basis.length)),
  };
  return (
    <>
      <Wizard
        title={application.title || words.way}
        note={words.saved(application.number)}
        current={step}
        steps={applicationSteps.map((key) => ({
          key,
          title: words.steps[key],
          isDone: isDone[key],
          onOpen: () => goTo(key),
          ...(notes[key] === undefined ? {} : { note: notes[key] }),
        }))}
      >
        {application.returned === null ? null : (
          <Note tone="fault" title={words.returnedTitle(application.returned.by)}>
            {application.returned.reason}
          </Note>
        )}
        {step === "items" ? <ItemsStep key="items" application={application} onNext={() => goTo("basis")} /> : null}
        {step === "basis" ? <BasisStep key="basis" application={application} onNext={() => goTo("terms")} /> : null}
        {step === "terms" ? <TermsStep key="terms" application={application} onNext={() => goTo("check")} /> : null}
        {step === "check" ? <CheckStep application={application} goTo={goTo} /> : null}
        {act === "withdraw" ? (
          <Withdraw application={application} onClose={() => setSearch({ do: undefined })} />
        ) : (
          <p style={{ marginTop: 24 }}>
            <Button type="link" size="small" onClick={() => setSearch({ do: "withdraw" })}>
              {words.withdraw}
            </Button>
          </p>
        )}
      </Wizard>
    </>
  );
}

function Withdraw({ application, onClose }: { application: Application; onClose: () => void }) {
  const words = useWords(applicationWords).acts.withdraw;
  const go = useGo();
  const params = { id: application.id };
  return (
    <ActForm
      spec={{
        id: "withdraw",
        ...words,
        effect: words.text,
        isDanger: true,
        fields: [{ name: "reason", label: words.reason, kind: "text" }],
        send: ({ reason = "" }) => callApi(sharingRoutes.withdrawApplication, { params, body: { reason } }),
      }}
      onClose={onClose}
      onDone={() => go("/sharing/applications")}
    />
  );
}

function Reading({ application }: { application: Application }) {
  const { page, acts, facts, list, check } = useWords(applicationWords);
  const { invented, story } = useWords(sharingWords);
  const text = useText();
  const ask = useConfirm();
  const toast = useToast();
  const [{ do: act }, setSearch] = useFilters(applicationPageFilters);
  const sign = useChange(sharingRoutes.signApplication, touched);
  const params = { id: application.id };
  const close = () => setSearch({ do: undefined });
  const signIt = async () => {
    if (!(await ask({ title: acts.sign.sure, text: acts.sign.text, action: acts.sign.button }))) return;
    if (await sign.send({ params })) toast(acts.sign.done);
  };
  return (
    <>
      <PageHead
        title={application.title || list.unnamed}
        crumbs={[{ label: page.crumbs, href: "/sharing/applications" }]}
        tags={
          <>
            <FileStateTag state={application.state} names={applicationStateNames} />
            <Tag tone="line">{text(requestKindNames[application.kind])}</Tag>
            {application.isInvented ? <Tag tone="ink">{invented}</Tag> : null}
          </>
        }
        lede={application.scene}
        meta={
          <>
            <CopyCode code={application.number} />
            <DepartmentName code={application.department} />
          </>
        }
      />
      {application.state === "signing" ? (
        <FileSteps
          file={application}
          busy={sign.isSending}
          problem={sign.problem}
          steps={[
            { act: "sign" as const, ...acts.sign, press: signIt },
            { act: "return" as const, ...acts.return, press: () => setSearch({ do: "return" }) },
            { act: "withdraw" as const, ...acts.withdraw, isDanger: true, press: () => setSearch({ do: "withdraw" }) },
          ]}
        />
      ) : null}
      {act === "return" && application.may.return ? (
        <ActForm
          spec={{
            id: "return",
            ...acts.return,
            effect: acts.return.text,
            fields: [{ name: "reason", label: acts.return.reason, kind: "text" }],
            send: ({ reason = "" }) => callApi(sharingRoutes.returnApplication, { params, body: { reason } }),
          }}
          onClose={close}
        />
      ) : null}
      {act === "withdraw" && application.may.withdraw ? <Withdraw application={application} onClose={close} /> : null}
      {application.state === "sent" || application.state === "withdrawn" ? (
        <BecameRequests application={application} />
      ) : (
        <Section title={check.title}>
          <BecomesRequests lines={application.lines} />
        </Section>
      )}
      <Section title={facts.title}>
        <ApplicationFacts application={application} />
      </Section>
      <AskedLines lines={application.lines} />
      <Section title={story.title} note={story.note}>
        <ObjectStory kind="application" id={application.id} limit={20} />
      </Section>
    </>
  );
}
