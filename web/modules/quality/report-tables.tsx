import { dimensionNames } from "#contract/quality";
import { type QualityReport, type ReportRule, type RuleCourse, ruleCourseNames } from "#contract/quality-report";
import { processTermNames } from "#contract/quality-scores";
import {
  AppLink,
  EmptyState,
  type IconName,
  LinkIfThere,
  Moment,
  PlainTable,
  Score,
  Section,
  StateWord,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { ChangeFigure } from "./change-figure.tsx";
import { cost } from "./cost.ts";
import { reportWords } from "./report-words.ts";

const ruleHref = ({ resourceId, id }: ReportRule): string =>
  `/quality/resources/${resourceId}?rule=${encodeURIComponent(id)}`;

/** Which rules cost the points; each opens to its rows. */
export function Lost({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  const failing = report.rules.filter(({ failed }) => failed > 0);
  const lost = failing.reduce((sum, rule) => sum + rule.lost, 0);
  return (
    <Section title={words.rulesTitle} note={words.rulesNote(format.score(lost))} isMajor>
      {failing.length === 0 ? (
        <EmptyState title={words.noRules}>{words.noRulesText}</EmptyState>
      ) : (
        <PlainTable
          label={words.rulesTitle}
          columns={[
            { title: words.rule },
            { title: words.resource, width: "24%" },
            { title: words.dimension, width: 90 },
            { title: words.passed, width: 130, isFigure: true },
            { title: words.weight, width: 70, isFigure: true },
            { title: words.lost, width: 80, isFigure: true },
          ]}
          rows={failing.map((rule) => ({
            key: `${rule.resourceId} ${rule.id}`,
            cells: [
              <span key="rule">
                {text(rule.text)} {rule.standard === "" ? null : <span className="m t12">{rule.standard}</span>}
              </span>,
              <AppLink key="resource" href={`/quality/resources/${rule.resourceId}`}>
                {text(rule.resourceName)}
              </AppLink>,
              text(dimensionNames[rule.dimension]),
              <AppLink key="failed" href={ruleHref(rule)}>
                {format.number(rule.failed)} / {format.number(rule.assessed)}
              </AppLink>,
              format.score(rule.weight),
              <b key="lost">{cost(rule.lost)}</b>,
            ],
          }))}
        />
      )}
    </Section>
  );
}

const courseIcons: Readonly<Record<RuleCourse, IconName>> = {
  new: "plus",
  worse: "down",
  same: "right",
  better: "arrow",
  mended: "check",
};

/** Which rules do not stand as they stood at the end of the month before. */
export function Changes({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  const changed = report.rules.filter(({ course }) => course !== "same");
  if (report.before === null) {
    return (
      <Section title={words.changesTitle} isMajor>
        <p className="t13 m">{words.firstMonth}</p>
      </Section>
    );
  }
  const count = (course: RuleCourse) => format.number(changed.filter((rule) => rule.course === course).length);
  return (
    <Section title={words.changesTitle} note={words.changesNote(count("mended"), count("worse"), count("new"))} isMajor>
      {changed.length === 0 ? (
        <p className="t13 m">{words.noChanges}</p>
      ) : (
        <PlainTable
          label={words.changesTitle}
          columns={[
            { title: words.rule },
            { title: words.course, width: 110 },
            { title: words.resource, width: "24%" },
            { title: words.failedBefore, width: 120, isFigure: true },
            { title: words.failed, width: 100, isFigure: true },
          ]}
          rows={changed.map((rule) => ({
            key: `${rule.resourceId} ${rule.id}`,
            cells: [
              text(rule.text),
              <StateWord
                key="course"
                icon={courseIcons[rule.course]}
                tone={rule.course === "mended" || rule.course === "better" ? "good" : "fault"}
                light
              >
                {text(ruleCourseNames[rule.course])}
              </StateWord>,
              <AppLink key="resource" href={`/quality/resources/${rule.resourceId}`}>
                {text(rule.resourceName)}
              </AppLink>,
              rule.failedBefore === null ? "—" : format.number(rule.failedBefore),
              rule.failed === 0 ? (
                "0"
              ) : (
                <AppLink key="failed" href={ruleHref(rule)}>
                  {format.number(rule.failed)}
                </AppLink>
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}

export function Resources({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.resourcesTitle} isMajor>
      {report.resources.length === 0 ? (
        <EmptyState title={words.noResources} />
      ) : (
        <PlainTable
          label={words.resourcesTitle}
          columns={[
            { title: words.resource },
            { title: words.score, width: 80, isFigure: true },
            { title: words.change, width: 100, isFigure: true },
            { title: words.rows, width: 110, isFigure: true },
            { title: words.badRows, width: 90, isFigure: true },
            { title: words.share, width: 100, isFigure: true },
            { title: words.lost, width: 80, isFigure: true },
            { title: words.checkedAt, width: 150 },
          ]}
          rows={report.resources.map((line) => ({
            key: line.resourceId,
            cells: [
              <AppLink key="name" href={`/quality/resources/${line.resourceId}`}>
                {text(line.name)}
              </AppLink>,
              <Score key="score" score={line.score} agreed={report.agreed} />,
              <ChangeFigure key="change" now={line.score} before={line.before} />,
              format.number(line.rowCount),
              line.badRows === 0 ? (
                "0"
              ) : (
                <AppLink key="bad" href={`/quality/resources/${line.resourceId}?rows=all`}>
                  {format.number(line.badRows)}
                </AppLink>
              ),
              format.percent(line.share),
              cost(line.lost),
              <span key="at" className="in-text">
                <Moment at={line.ranAt} />{" "}
                {line.entry === null ? null : (
                  <LinkIfThere href={`/ledger/${line.entry}`}>{format.entry(line.entry)}</LinkIfThere>
                )}
              </span>,
            ],
          }))}
        />
      )}
    </Section>
  );
}

export function Process({ report }: { report: QualityReport }) {
  const words = useWords(reportWords);
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.processTitle} isMajor>
      <PlainTable
        label={words.processTitle}
        columns={[
          { title: words.term },
          { title: words.rate, width: 120, isFigure: true },
          { title: words.done, width: 130, isFigure: true },
          { title: words.weight, width: 70, isFigure: true },
          { title: words.lost, width: 80, isFigure: true },
        ]}
        rows={report.process.map((term) => ({
          key: term.term,
          cells: [
            <span key="term">
              {text(processTermNames[term.term])} <span className="m t12">{text(term.text)}</span>
            </span>,
            term.share === null ? (
              <span key="rate" className="m">
                {words.none}
              </span>
            ) : (
              `${format.score(term.share)}%`
            ),
            <LinkIfThere key="done" href={term.href}>
              {format.number(term.done)} / {format.number(term.of)}
            </LinkIfThere>,
            format.score(term.weight),
            cost(term.lost),
          ],
        }))}
      />
    </Section>
  );
}
