import {
  type Dispute,
  type disputeActs,
  disputeOutcomeNames,
  disputeOutcomes,
  disputeStateNames,
  sharingRoutes,
} from "#contract/sharing";
import {
  AppLink,
  callApi,
  Columns,
  Facts,
  Moment,
  Note,
  PageHead,
  Section,
  Story,
  useFilters,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { ActForm, type ActSpec } from "./act-form.tsx";
import { FilePage, Waiting } from "./file-page.tsx";
import { FileSteps } from "./file-steps.tsx";
import { FileStory } from "./file-story.tsx";
import { disputePageFilters } from "./filters.ts";
import { matterWords } from "./matter-words.ts";
import { MinutesText, minutesOf, useMinutesFields } from "./minutes.tsx";
import { FileStateTag } from "./state-tag.tsx";

type DisputeAct = (typeof disputeActs)[number];
const ladder = ["parties", "bureau", "government"] as const;

export function DisputeScreen() {
  const words = useWords(matterWords).disputes.page;
  return (
    <FilePage route={sharingRoutes.getDispute} what={words.what}>
      {(dispute) => <DisputePage dispute={dispute} />}
    </FilePage>
  );
}

function DisputePage({ dispute }: { dispute: Dispute }) {
  const { title, page: words, acts } = useWords(matterWords).disputes;
  const text = useText();
  const [{ do: open }, setSearch] = useFilters(disputePageFilters);
  const specs = useSpecs(dispute);
  const steps: readonly DisputeAct[] = dispute.state === "settled" ? [] : ["record-minutes", "settle", "escalate"];
  return (
    <>
      <PageHead
        title={words.title(dispute.number)}
        crumbs={[{ label: title, href: "/sharing/disputes" }]}
        tags={<FileStateTag state={dispute.state} names={disputeStateNames} />}
        lede={dispute.claim}
        meta={
          <>
            <DepartmentName code={dispute.department} />
            <DepartmentName code={dispute.provider} />
          </>
        }
      />
      <Waiting waiting={dispute.waiting} />
      <FileSteps<DisputeAct>
        file={dispute}
        steps={steps.map((act) => ({
          act,
          button: acts[act].button,
          text: acts[act].text,
          press: () => setSearch({ do: act }),
        }))}
      />
      {open && dispute.may[open] ? (
        <ActForm key={open} spec={specs[open]} onClose={() => setSearch({ do: undefined })} />
      ) : null}
      <Columns aside={<FileStory lines={dispute.story} />}>
        <Ladder dispute={dispute} />
        {dispute.outcome === null ? null : (
          <Section title={words.outcome} note={words.outcomeBy(dispute.outcome.by)}>
            <Note title={text(disputeOutcomeNames[dispute.outcome.kind])}>
              {dispute.outcome.text} <Moment at={dispute.outcome.at} />
            </Note>
          </Section>
        )}
        <Section title={words.claim}>
          <Facts
            items={[
              {
                key: words.request,
                value: <AppLink href={`/sharing/requests/${dispute.requestId}`}>{dispute.requestNumber}</AppLink>,
              },
              { key: words.coordinator, value: text(dispute.coordinator) },
              { key: words.by, value: dispute.openedBy },
              { key: words.claim, value: dispute.claim, isWide: true },
            ]}
          />
        </Section>
      </Columns>
    </>
  );
}

/** The three steps of art. 28 with the minutes of each; the present one is filled, those to come are dashed. */
function Ladder({ dispute }: { dispute: Dispute }) {
  const words = useWords(matterWords).disputes.page;
  const text = useText();
  const present = ladder.indexOf(dispute.state as (typeof ladder)[number]);
  const reached = Math.max(0, ...dispute.steps.map((step) => ladder.indexOf(step.step as (typeof ladder)[number])));
  const last = present === -1 ? reached : present;
  return (
    <Section title={words.way} note={words.wayNote}>
      <Story
        steps={ladder.map((step, index) => {
          const minutes = dispute.steps.filter((one) => one.step === step);
          return {
            key: step,
            at: null,
            kind: index > last ? "next" : step === dispute.state ? "now" : undefined,
            text: (
              <>
                <b>{text(disputeStateNames[step])}</b>
                {minutes.length === 0 && index <= last ? <p className="m">{words.none}</p> : null}
                {minutes.map((one) => (
                  <MinutesText key={one.at} minutes={one.minutes} />
                ))}
              </>
            ),
          };
        })}
      />
    </Section>
  );
}

function useSpecs(dispute: Dispute): Readonly<Record<DisputeAct, ActSpec>> {
  const { acts } = useWords(matterWords).disputes;
  const text = useText();
  const params = { id: dispute.id };
  const minutes = useMinutesFields();
  const base = (act: DisputeAct) => ({
    id: act,
    title: acts[act].title,
    action: acts[act].action,
    effect: acts[act].text,
    done: acts[act].done,
  });
  return {
    "record-minutes": {
      ...base("record-minutes"),
      fields: minutes,
      send: (typed) => callApi(sharingRoutes.recordMinutes, { params, body: minutesOf(typed) }),
    },
    escalate: {
      ...base("escalate"),
      fields: [{ name: "reason", label: acts.escalate.field, kind: "text" }],
      send: ({ reason = "" }) => callApi(sharingRoutes.escalateDispute, { params, body: { reason } }),
    },
    settle: {
      ...base("settle"),
      fields: [
        {
          name: "outcome",
          label: acts.settle.outcome,
          kind: "radio",
          choices: disputeOutcomes.map((value) => ({ value, label: text(disputeOutcomeNames[value]) })),
        },
        { name: "text", label: acts.settle.field, kind: "text" },
      ],
      send: ({ outcome = "", text: said = "" }) =>
        callApi(sharingRoutes.settleDispute, {
          params,
          body: { outcome: disputeOutcomes.find((one) => one === outcome) ?? "upheld", text: said },
        }),
    },
  };
}
