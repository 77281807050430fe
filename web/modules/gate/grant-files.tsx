import { gateRoutes } from "#contract/gate";
import { Answered, AppLink, Moment, PlainTable, Section, useAnswer, useFormat, useWords } from "#kit";
import { ExportFacts, ExportState } from "./export-state.tsx";
import { fileWords } from "./file-words.ts";
import type { GrantFile } from "./grant-screen.tsx";

const shown = 5;

/** Files made under this grant; those of another department are not mine to see, and the section is left out. */
export function GrantFiles({ grant }: { grant: GrantFile }) {
  const words = useWords(fileWords);
  const format = useFormat();
  const answer = useAnswer(
    gateRoutes.listExports,
    { query: { grantId: grant.id, limit: shown } },
    { every: (latest) => (latest?.items.some(({ state }) => state === "queued" || state === "running") ? 3000 : 0) },
  );
  if (!grant.terms.modes.includes("file") && !grant.terms.modes.includes("batch")) return null;
  const total = answer.data?.total ?? 0;
  return (
    <Section
      title={words.title}
      note={words.note}
      more={
        total > shown ? (
          <AppLink href={`/gate/exports?grant=${grant.id}`}>{words.all(format.number(total))}</AppLink>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.title}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.none}</p>
          ) : (
            <PlainTable
              label={words.title}
              isDense={false}
              columns={[
                { title: words.columns.file },
                { title: words.columns.by, width: 150 },
                { title: words.columns.state, width: "32%" },
              ]}
              rows={items.map((file) => ({
                key: file.id,
                cells: [
                  <span key="file">
                    <span className="l1 break">{file.fileName}</span>
                    <span className="l2">
                      <ExportFacts file={file} />
                    </span>
                  </span>,
                  <span key="by">
                    {file.createdBy}{" "}
                    <span className="m">
                      <Moment at={file.createdAt} />
                    </span>
                  </span>,
                  <ExportState key="state" file={file} />,
                ],
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
