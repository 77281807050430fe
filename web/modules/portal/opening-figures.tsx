import { portalRoutes } from "#contract/portal";
import { Answered, AppLink, Facts, Section, useAnswer, useFormat, useWords } from "#kit";
import { portalWords } from "./words.ts";

/** What the public reads of the opening in figures, each with the way to where it comes from. */
export function OpeningFigures() {
  const words = useWords(portalWords).figures;
  const format = useFormat();
  const answer = useAnswer(portalRoutes.statistics, {});
  return (
    <Section title={words.title} more={<a href="/open/statistics">{words.more}</a>}>
      <Answered answer={answer} what={words.title}>
        {({ datasets, conditional, rowCount, downloads, calls, applications, answers }) => {
          const received = answers.reduce((sum, kind) => sum + kind.received, 0);
          const answered = answers.reduce((sum, kind) => sum + kind.answered, 0);
          return (
            <Facts
              items={[
                {
                  key: words.datasets,
                  value: (
                    <AppLink href="/portal?state=open">
                      {words.ofThem(format.number(datasets), format.number(conditional))}
                    </AppLink>
                  ),
                },
                { key: words.rows, value: format.number(rowCount) },
                { key: words.uses, value: `${format.number(downloads)} / ${format.number(calls)}` },
                {
                  key: words.applications,
                  value: <AppLink href="/portal/applications?state=listed">{format.number(applications)}</AppLink>,
                },
                {
                  key: words.answers,
                  value: (
                    <AppLink href="/portal/tickets">{`${format.number(answered)} / ${format.number(received)}`}</AppLink>
                  ),
                },
              ]}
            />
          );
        }}
      </Answered>
    </Section>
  );
}
