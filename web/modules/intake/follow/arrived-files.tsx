import { arrivalRoutes } from "#contract/intake-arrivals";
import type { Follow } from "#contract/intake-follow";
import { Answered, AppLink, Moment, None, PlainTable, Section, useAnswer, useFormat, useWords } from "#kit";
import { placeWords } from "../place-words.ts";

const shown = 20;

/** Files that are in, the newest first, each with the run that took it. */
export function ArrivedFiles({ follow }: { follow: Follow }) {
  const words = useWords(placeWords);
  const format = useFormat();
  const answer = useAnswer(arrivalRoutes.listArrivedFiles, { params: { id: follow.id }, query: { limit: shown } });
  return (
    <Section title={words.arrived} note={words.arrivedNote}>
      <Answered answer={answer} what={words.arrived} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.nothingArrived}</p>
          ) : (
            <PlainTable
              label={words.arrived}
              columns={[
                { title: words.thing },
                { title: words.rows, width: 110, isFigure: true },
                { title: words.size, width: 100, isFigure: true },
                { title: words.taken, width: 200 },
              ]}
              rows={items.map((file) => ({
                key: file.name,
                cells: [
                  <span key="name" className="mono break">
                    {file.name}{" "}
                    {file.times > 1 ? <span className="m">{words.times(format.number(file.times))}</span> : null}
                  </span>,
                  format.number(file.rows),
                  file.sizeBytes === null ? <None key="size" /> : format.bytes(file.sizeBytes),
                  <AppLink key="taken" href={`/intake/runs/${file.runId}`}>
                    <Moment at={file.takenAt} />
                  </AppLink>,
                ],
              }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
