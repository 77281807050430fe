import { type GroupPortrait, type Library, librariesRoutes } from "#contract/libraries";
import {
  Answered,
  EmptyState,
  FilterChip,
  PlainTable,
  QueryStrip,
  Section,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { cityOf, type Place, usePlaces } from "./divisions.ts";
import { DivisionMap } from "./division-map.tsx";
import { portraitFilters } from "./filters.ts";
import { portraitWords } from "./portrait-words.ts";
import { useDepartments } from "#shell";

/** The field that says where somebody belongs; a model without it has no map. */
const divisionField = "division_code";
/** Carried fields whose values are codes of few classes. */
const isClass = ({ field }: Library["fields"][number]): boolean =>
  /_code$|_status$|_level$|_state$|_type$|_grade$|_section$/.test(field);

/** Which people, where: classes of one field by division, on a schematic map and as a table, small cells suppressed. */
export function GroupPortraits({ name }: { name: string }) {
  const words = useWords(portraitWords).group;
  const { data: library } = useAnswer(librariesRoutes.getLibrary, { params: { name } });
  const { list } = useDepartments();
  if (!library) return null;
  const classes = library.fields.filter((one) => isClass(one) && one.field !== divisionField);
  const hasDivision = library.fields.some(({ field }) => field === divisionField);
  const city = cityOf(list);
  return (
    <Section title={words.title} note={words.note} isMajor id="groups">
      {!hasDivision ? (
        <p className="t13 m">{words.noDivision}</p>
      ) : classes[0] === undefined ? (
        <p className="t13 m">{words.noFields}</p>
      ) : (
        <Groups name={name} classes={classes} first={classes[0].field} city={city} />
      )}
    </Section>
  );
}

function Groups({
  name,
  classes,
  first,
  city,
}: {
  name: string;
  classes: Library["fields"];
  first: string;
  city: string;
}) {
  const words = useWords(portraitWords).group;
  const text = useText();
  const [search, setSearch] = useFilters(portraitFilters);
  const by = classes.find(({ field }) => field === search.by)?.field ?? first;
  const under = search.under ?? city;
  const digits = digitsBelow(under);
  const answer = useAnswer(
    librariesRoutes.groupPortrait,
    { params: { name }, query: { by, digits, ...(under === "" ? {} : { under }) } },
    { keepsLast: true },
  );
  return (
    <>
      <QueryStrip>
        <FilterChip
          label={words.by}
          value={search.by}
          usual={first}
          choices={classes.map(({ field, name: label }) => ({ value: field, label: text(label) }))}
          onChange={(value) => setSearch({ by: value, cell: undefined })}
        />
        <FilterChip
          label={words.cell}
          value={search.cell}
          choices={classChoices(answer.data, text)}
          onChange={(cell) => setSearch({ cell })}
        />
        {search.under === undefined ? null : (
          <button type="button" className="chip" onClick={() => setSearch({ under: undefined })}>
            {words.back}
          </button>
        )}
      </QueryStrip>
      <Answered answer={answer} what={words.title}>
        {(portrait) => <GroupPicture portrait={portrait} under={under} />}
      </Answered>
    </>
  );
}

const classChoices = (portrait: GroupPortrait | undefined, text: ReturnType<typeof useText>) =>
  (portrait?.classes ?? []).map((value, at) => ({
    value: value === "" ? "none" : value,
    label: text(portrait?.classNames[at] ?? { zh: value, en: value }),
  }));

/** Codes have 2, 4, 6, 9 or 12 digits by level. */
const digitsBelow = (code: string): number => [2, 4, 6, 9, 12].find((digits) => digits > code.length) ?? 12;

function GroupPicture({ portrait, under }: { portrait: GroupPortrait; under: string }) {
  const words = useWords(portraitWords).group;
  const format = useFormat();
  const [search, setSearch] = useFilters(portraitFilters);
  const places = usePlaces(portrait, under);
  const at = portrait.classes.findIndex((one) => (one === "" ? "none" : one) === search.cell);
  if (!places.some(({ total }) => total !== null))
    return <EmptyState title={words.nothingTitle}>{words.nothingText}</EmptyState>;
  return (
    <>
      <DivisionMap
        places={places}
        className={at < 0 ? null : (portrait.classNames[at] ?? null)}
        classAt={at < 0 ? null : at}
        onOpen={(code) => setSearch({ under: code })}
      />
      <p className="t12 m map-foot">{words.smallCells(format.number(portrait.smallCell))}</p>
      <GroupTable portrait={portrait} places={places} />
    </>
  );
}

function GroupTable({ portrait, places }: { portrait: GroupPortrait; places: readonly Place[] }) {
  const words = useWords(portraitWords).group;
  const text = useText();
  const format = useFormat();
  const cell = (count: number | null | undefined, key: string) =>
    count === null || count === undefined ? (
      <span key={key} className="m">
        {words.hidden}
      </span>
    ) : (
      format.number(count)
    );
  return (
    <Section title={words.table}>
      <PlainTable
        label={words.title}
        keepsShape
        columns={[
          { title: words.place },
          ...portrait.classNames.map((name) => ({ title: text(name), isFigure: true })),
          { title: words.total, isFigure: true },
        ]}
        rows={places.map(({ code, name, counts, total }) => ({
          key: code,
          cells: [name, ...counts.map((count, at) => cell(count, String(at))), cell(total, "total")],
        }))}
      />
    </Section>
  );
}
