import { type Library, librariesRoutes } from "#contract/libraries";
import {
  AnsweredPage,
  Columns,
  Facts,
  PageHead,
  Section,
  Tag,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { ObjectStory } from "#shell";
import { libraryFilters } from "./filters.ts";
import { LibraryActs } from "./library-acts.tsx";
import { LibraryRuns } from "./library-runs.tsx";
import { LibrarySources } from "./library-sources.tsx";
import { LibraryModel, LibraryRuleFacts } from "./library-rule.tsx";
import { RuleForm } from "./rule-form.tsx";
import { SourceForm } from "./source-form.tsx";
import { librariesWords } from "./words.ts";
import "./libraries.css";

/** One library: what can be done, its latest figures, sources with authority, rule, runs. */
export function LibraryScreen() {
  const words = useWords(librariesWords).library;
  const name = useAddressPart("name") ?? "";
  const answer = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what} rows={6}>
        {(library) => <LibraryPage library={library} />}
      </AnsweredPage>
    </div>
  );
}

function LibraryPage({ library }: { library: Library }) {
  const { library: words, kinds } = useWords(librariesWords);
  const text = useText();
  const [search, setSearch] = useFilters(libraryFilters);
  const close = () => setSearch({ do: undefined, source: undefined });
  const edited = library.sources.find(({ id }) => id === search.source);
  const forms = library.may.edit;
  return (
    <>
      <PageHead
        title={text(library.title)}
        crumbs={[{ label: words.crumb, href: "/libraries" }]}
        tags={<Tag tone="line">{kinds[library.kind]}</Tag>}
        lede={text(library.description)}
      />
      <LibraryActs library={library} />
      <LatestFigures library={library} />
      <Columns
        aside={
          <>
            <LibraryRuleFacts library={library} onChange={() => setSearch({ do: "rule", source: undefined })} />
            <LibraryModel library={library} />
            <Section title={words.story}>
              <ObjectStory kind="library" id={library.name} />
            </Section>
          </>
        }
      >
        {forms && search.do === "rule" ? <RuleForm key={library.version} library={library} onClose={close} /> : null}
        {forms && (search.do === "add" || edited) ? (
          <SourceForm key={edited?.id ?? "new"} library={library} source={edited} onClose={close} />
        ) : null}
        <LibrarySources
          library={library}
          onAdd={() => setSearch({ do: "add", source: undefined })}
          onEdit={(source) => setSearch({ do: undefined, source })}
        />
        <LibraryRuns library={library} />
      </Columns>
    </>
  );
}

/** What the latest run counted. */
function LatestFigures({ library }: { library: Library }) {
  const words = useWords(librariesWords).library;
  const format = useFormat();
  const run = library.latestRun;
  const figures = run?.figures;
  if (!figures) return null;
  const count = format.number;
  return (
    <Section title={words.records} note={run.endedAt ? words.asOf(format.moment(run.endedAt)) : undefined}>
      <Facts
        items={[
          {
            key: words.records,
            value: `${count(figures.records)} ${words.rows(count(figures.rows))}`,
          },
          { key: words.joined, value: count(figures.joined) },
          { key: words.confidence, value: format.percent(figures.confidence) },
          { key: words.doubtful, value: count(figures.doubtful) },
          { key: words.conflictCount, value: count(figures.conflicts) },
          { key: words.largest, value: words.members(count(figures.largest)) },
        ]}
      />
    </Section>
  );
}
