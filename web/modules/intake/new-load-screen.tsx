import { Button } from "antd";
import { catalogRoutes } from "#contract/catalog";
import { intakeRoutes, type Source } from "#contract/intake";
import {
  Answered,
  AppLink,
  ErrorState,
  FileDrop,
  Note,
  PlainTable,
  Section,
  useAnswer,
  useFilters,
  useForm,
  useWords,
} from "#kit";
import { DepartmentField, DepartmentName, useSession } from "#shell";
import { useBegin } from "./begin-load.ts";
import { newLoadFilters } from "./filters.ts";
import { LoadWay, StepHead } from "./load-way.tsx";
import { wayWords } from "./way-words.ts";
import { intakeWords } from "./words.ts";

/** First step of a load: a file, or a registered database. The hub looks inside and the draft stands from then on. */
export function NewLoadScreen() {
  const words = useWords(wayWords);
  const session = useSession();
  const [search] = useFilters(newLoadFilters);
  const form = useForm({ id: "new-load", initial: { department: session.department ?? "" }, send: async () => {} });
  const { department } = form.values;
  const begin = useBegin(search.resource ?? null);
  const resource = useAnswer(
    catalogRoutes.getResource,
    { params: { id: search.resource ?? "" } },
    { isReady: search.resource !== undefined },
  );
  const owner = resource.data?.department ?? department;
  return (
    <LoadWay title={words.fresh} current="connect">
      <StepHead step="connect" title={words.connect.title} />
      {resource.data ? <Note>{words.connect.intoResource(resource.data.name)}</Note> : null}
      {begin.refusal ? (
        <div style={{ margin: "8px 0" }}>
          <ErrorState error={begin.refusal.error} title={words.connect.refused(begin.refusal.name)} />
        </div>
      ) : null}
      {begin.doing && begin.doing.share === null ? (
        <output className="t13 s">{words.connect.looking(begin.doing.name)}</output>
      ) : (
        <>
          <div className="way-form">
            {search.resource ? null : (
              <DepartmentField
                form={form}
                name="department"
                label={words.connect.department}
                hint={words.connect.departmentHint}
                isRequired
              />
            )}
          </div>
          <Section title={words.connect.file}>
            {owner === "" ? (
              <p className="t13 s">{words.connect.chooseDepartment}</p>
            ) : (
              <FileDrop
                hint={begin.doing ? words.connect.uploading(begin.doing.name) : words.connect.fileNote}
                share={begin.doing?.share ?? null}
                onFile={(file) => void begin.fromFile(file, owner)}
              />
            )}
          </Section>
          {begin.doing ? null : <Databases onPick={(given) => void begin.fromSource(given)} />}
        </>
      )}
    </LoadWay>
  );
}

function Databases({ onPick }: { onPick: (source: Source) => void }) {
  const all = useWords(intakeWords);
  const words = useWords(wayWords).connect;
  const answer = useAnswer(intakeRoutes.listSources, { query: { limit: 200 } });
  return (
    <Section title={words.database} more={<AppLink href="/intake/sources/new">{words.register}</AppLink>}>
      <Answered answer={answer} what={all.sources.what}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 s">{words.noDatabases}</p>
          ) : (
            <PlainTable
              label={words.database}
              columns={[
                { title: all.sources.name },
                { title: all.sources.kind, width: 200 },
                { title: all.sources.department, width: 220 },
                { title: words.look, width: 130 },
              ]}
              rows={items
                .filter((source) => source.kind !== "files" && source.may.load)
                .map((source) => ({
                  key: source.id,
                  cells: [
                    source.name,
                    all.kinds[source.kind],
                    <DepartmentName key="department" code={source.department} isPlain />,
                    <Button key="look" size="small" onClick={() => onPick(source)}>
                      {words.look}
                      <span className="unseen">{words.lookIn(source.name)}</span>
                    </Button>,
                  ],
                }))}
            />
          )
        }
      </Answered>
    </Section>
  );
}
