import { Checkbox } from "antd";
import { useState } from "react";
import { catalogRoutes, type Resource } from "#contract/catalog";
import { dimensionNames } from "#contract/quality";
import { qualityScoreRoutes } from "#contract/quality-scores";
import {
  Answered,
  AnsweredPage,
  EmptyState,
  PageHead,
  PlainTable,
  Score,
  ScoreDot,
  Section,
  useAddressPart,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import type { RouteAnswer } from "#contract/route";
import { cost } from "./cost.ts";
import { useResourceName } from "./resource-name.ts";
import { scoreWords } from "./score-words.ts";
import "./quality.css";

type Reckoned = RouteAnswer<typeof qualityScoreRoutes.whatIf>;

/** What the score would be if some rules' rows were mended; nothing is changed. */
export function WhatIfScreen() {
  const words = useWords(scoreWords).whatIf;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <WhatIf resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function WhatIf({ resource }: { resource: Resource }) {
  const words = useWords(scoreWords).whatIf;
  const name = useResourceName()(resource);
  const [mended, setMended] = useState<readonly string[]>([]);
  const answer = useAnswer(
    qualityScoreRoutes.whatIf,
    { params: { id: resource.id }, body: { mended: mended.map((rule) => ({ rule })) } },
    { keepsLast: true },
  );
  const toggle = (rule: string) =>
    setMended((now) => (now.includes(rule) ? now.filter((one) => one !== rule) : [...now, rule]));
  return (
    <>
      <PageHead
        title={words.title(name)}
        crumbs={[
          { label: words.crumb, href: "/quality" },
          { label: name, href: `/quality/resources/${resource.id}` },
        ]}
      />
      <Answered answer={answer} what={words.what} rows={6}>
        {(reckoned) =>
          reckoned.gains.length === 0 ? (
            <EmptyState title={words.none}>{words.noneText}</EmptyState>
          ) : (
            <>
              <Then reckoned={reckoned} />
              <Gains reckoned={reckoned} mended={mended} toggle={toggle} />
            </>
          )
        }
      </Answered>
    </>
  );
}

function Then({ reckoned }: { reckoned: Reckoned }) {
  const words = useWords(scoreWords).whatIf;
  const text = useText();
  const line = (key: string, title: string, now: number | null, then: number | null) => ({
    key,
    cells: [
      title,
      <Score key="now" score={now} />,
      <span key="then" className="row g2" style={{ justifyContent: "flex-end" }}>
        <ScoreDot score={then} width={96} />
        <b>
          <Score score={then} />
        </b>
      </span>,
      now === null || then === null ? "—" : then - now < 1e-9 ? "0" : `+${cost(then - now)}`,
    ],
  });
  return (
    <Section title={words.mended} isMajor>
      <div aria-live="polite">
        <PlainTable
          label={words.mended}
          columns={[
            { title: words.dimension },
            { title: words.now, width: 90, isFigure: true },
            { title: words.mended, width: 200, isFigure: true },
            { title: "±", width: 80, isFigure: true },
          ]}
          rows={[
            line("resource", words.resource, reckoned.score, reckoned.scoreThen),
            line("department", words.department, reckoned.departmentScore, reckoned.departmentScoreThen),
            ...reckoned.dimensions.map((one, at) =>
              line(
                one.dimension,
                text(dimensionNames[one.dimension]),
                one.score,
                reckoned.dimensionsThen[at]?.score ?? null,
              ),
            ),
          ]}
        />
      </div>
    </Section>
  );
}

function Gains({
  reckoned,
  mended,
  toggle,
}: {
  reckoned: Reckoned;
  mended: readonly string[];
  toggle: (rule: string) => void;
}) {
  const words = useWords(scoreWords).whatIf;
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.pick} note={words.pickNote} isMajor>
      <PlainTable
        label={words.pick}
        columns={[
          { title: words.rule },
          { title: words.failed, width: 110, isFigure: true },
          { title: words.gain, width: 110, isFigure: true },
        ]}
        rows={reckoned.gains.map((gain) => ({
          key: gain.rule,
          cells: [
            <Checkbox key="rule" checked={mended.includes(gain.rule)} onChange={() => toggle(gain.rule)}>
              <span className="unseen">{words.mend("")}</span>
              {text(gain.text)}
            </Checkbox>,
            format.number(gain.failed),
            `+${cost(gain.points)}`,
          ],
        }))}
      />
    </Section>
  );
}
