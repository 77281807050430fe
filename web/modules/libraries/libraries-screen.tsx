import { Button } from "antd";
import { librariesRoutes, type LibrarySummary } from "#contract/libraries";
import { AnsweredPage, AppLink, Moment, PageHead, useAnswer, useFormat, useGo, useText, useWords } from "#kit";
import { librariesWords } from "./words.ts";
import "./libraries.css";

/** Every library: how full, how fresh, how sure, who uses it, and what waits in it. */
export function LibrariesScreen() {
  const words = useWords(librariesWords).list;
  const format = useFormat();
  const go = useGo();
  const answer = useAnswer(librariesRoutes.listLibraries, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={5}>
        {({ items, may }) => (
          <>
            <PageHead
              title={words.title}
              note={words.note(format.number(items.length))}
              actions={
                may.create ? (
                  <Button size="small" onClick={() => go("/libraries/new")}>
                    {words.create}
                  </Button>
                ) : undefined
              }
            />
            <ul className="library-cards">
              {items.map((library) => (
                <LibraryCard key={library.name} library={library} />
              ))}
            </ul>
          </>
        )}
      </AnsweredPage>
    </div>
  );
}

function LibraryCard({ library }: { library: LibrarySummary }) {
  const { list: words, kinds } = useWords(librariesWords);
  const text = useText();
  const format = useFormat();
  const page = `/libraries/${library.name}`;
  const { records, coverage, confidence, refreshedAt, readers } = library;
  return (
    <li className="library-card">
      <h2 className="sec">
        <AppLink href={page}>{text(library.title)}</AppLink>
      </h2>
      <p className="t12 m">{kinds[library.kind]}</p>
      <p className="t13 s">{text(library.description)}</p>
      {library.sourceCount === 0 ? (
        <p className="t13 library-idle">{words.noSources}</p>
      ) : records === null ? (
        <p className="t13 library-idle">{words.neverRun}</p>
      ) : (
        <dl className="library-figures">
          <Figure name={words.records} value={format.number(records)} />
          <Figure name={words.coverage} value={coverage === null ? "—" : format.percent(coverage)} />
          <Figure name={words.confidence} value={confidence === null ? "—" : format.percent(confidence)} />
          <Figure name={words.users} value={words.departments(format.number(readers))} />
          <Figure name={words.fresh} value={<Moment at={refreshedAt} />} />
        </dl>
      )}
      <p className="t13 row g4 wrap library-waits">
        {library.openPairs === 0 ? null : (
          <AppLink href={`${page}/review`}>{words.pairs(format.number(library.openPairs))}</AppLink>
        )}
        {library.conflicts ? (
          <AppLink href={`${page}/conflicts`}>{words.conflicts(format.number(library.conflicts))}</AppLink>
        ) : null}
        {records === null ? null : <AppLink href={`${page}/portrait`}>{words.portrait}</AppLink>}
        <span className="m">{words.sources(format.number(library.sourceCount))}</span>
      </p>
    </li>
  );
}

const Figure = ({ name, value }: { name: string; value: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
