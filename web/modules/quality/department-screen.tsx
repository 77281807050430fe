import { Button } from "antd";
import { type DepartmentTree, processTermNames, qualityScoreRoutes } from "#contract/quality-scores";
import {
  AnsweredPage,
  AppLink,
  Facts,
  NextActions,
  PageHead,
  PlainTable,
  Score,
  ScoreDot,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFormat,
  useGo,
  useText,
  useWords,
} from "#kit";
import { cost } from "./cost.ts";
import { scoreWords } from "./score-words.ts";
import "./quality.css";

/** How a department's score comes about: its resources by weight, and its process terms; every part opens. */
export function DepartmentScreen() {
  const words = useWords(scoreWords).department;
  const code = useAddressPart("code") ?? "";
  const answer = useAnswer(qualityScoreRoutes.departmentTree, { params: { code } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(tree) => <DepartmentPage tree={tree} />}
      </AnsweredPage>
    </div>
  );
}

function DepartmentPage({ tree }: { tree: DepartmentTree }) {
  const words = useWords(scoreWords).department;
  const text = useText();
  const go = useGo();
  return (
    <>
      <PageHead
        title={words.title(tree.departmentName)}
        crumbs={[{ label: words.crumb, href: "/quality" }]}
        tags={tree.gradeName === null ? undefined : <Tag tone="line">{text(tree.gradeName)}</Tag>}
        meta={
          tree.score === null ? (
            words.noScore
          ) : (
            <span className="row g2">
              <ScoreDot score={tree.score} width={132} />
              <b>
                <Score score={tree.score} />
              </b>
            </span>
          )
        }
      />
      <NextActions
        label={words.now}
        actions={[
          {
            key: "report",
            button: (
              <Button type="primary" onClick={() => go(`/quality/departments/${tree.department}/report`)}>
                {words.report}
              </Button>
            ),
            text: words.reportText,
          },
          {
            key: "league",
            button: <Button onClick={() => go(`/quality?department=${tree.department}`)}>{words.league}</Button>,
            text: words.leagueText,
          },
        ]}
      />
      <Shares tree={tree} />
      <Terms tree={tree} />
    </>
  );
}

function Shares({ tree }: { tree: DepartmentTree }) {
  const words = useWords(scoreWords).department;
  const format = useFormat();
  const factor = (value: number) => String(Math.round(value * 100) / 100);
  return (
    <Section title={words.resources} note={words.dataNote} isMajor>
      <Facts
        items={[
          { key: words.dataScore, value: <Score score={tree.dataScore} /> },
          { key: words.weight, value: format.score(tree.dataWeight) },
        ]}
      />
      <PlainTable
        label={words.resources}
        columns={[
          { title: words.resource },
          { title: words.score, width: 80, isFigure: true },
          { title: words.rows, width: 110, isFigure: true },
          { title: words.tier, width: 100 },
          { title: words.users, width: 90, isFigure: true },
          { title: words.weight, width: 190, isFigure: true },
          { title: words.lost, width: 90, isFigure: true },
        ]}
        rows={tree.resources.map((share) => ({
          key: share.resourceId,
          cells: [
            <AppLink key="name" href={`/quality/resources/${share.resourceId}`}>
              {share.resourceName}
            </AppLink>,
            <Score key="score" score={share.score} />,
            format.number(share.rowCount),
            words.tiers[share.tier],
            format.number(share.users),
            <span key="weight">
              <span className="m t12">
                {words.weightText(factor(share.sizeWeight), factor(share.tierWeight), factor(share.useWeight))}
              </span>{" "}
              {factor(share.weight)}
            </span>,
            <AppLink key="lost" href={`/quality/resources/${share.resourceId}`}>
              {cost(share.pointsLost)}
            </AppLink>,
          ],
        }))}
      />
    </Section>
  );
}

function Terms({ tree }: { tree: DepartmentTree }) {
  const words = useWords(scoreWords).department;
  const text = useText();
  const format = useFormat();
  const hrefs = {
    "on-time": `/quality?department=${tree.department}&dimension=timeliness`,
    closing: `/clock/statistics?department=${tree.department}&kind=correction`,
    mounting: `/catalog?department=${tree.department}&hasData=false`,
  } as const;
  return (
    <Section title={words.process} note={words.processNote} isMajor>
      <PlainTable
        label={words.process}
        columns={[
          { title: words.term },
          { title: words.score, width: 110, isFigure: true },
          { title: words.counted, width: 130, isFigure: true },
          { title: words.weight, width: 80, isFigure: true },
          { title: words.lost, width: 90, isFigure: true },
        ]}
        rows={tree.process.map((term) => ({
          key: term.term,
          cells: [
            text(processTermNames[term.term]),
            term.score === null ? (
              <span key="none" className="m">
                {words.none}
              </span>
            ) : (
              format.score(term.score)
            ),
            <AppLink key="counted" href={hrefs[term.term]}>
              {format.number(term.numerator)} / {format.number(term.denominator)}
            </AppLink>,
            format.score(term.weight),
            cost(term.pointsLost),
          ],
        }))}
      />
    </Section>
  );
}
