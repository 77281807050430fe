import { Button } from "antd";
import { clockRoutes, type Limit } from "#contract/clock";
import type { RouteAnswer } from "#contract/route";
import {
  AnsweredPage,
  AppLink,
  Day,
  FilterChip,
  Icon,
  None,
  PageHead,
  PlainTable,
  QueryStrip,
  Section,
  Tag,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
  Why,
} from "#kit";
import { limitFilters } from "./filters.ts";
import { AddLimit, EndLimit } from "./limit-forms.tsx";
import { RulesInWords } from "./rules-in-words.tsx";
import { ruleWords } from "./rule-words.ts";
import "./clock.css";

type Limits = RouteAnswer<typeof clockRoutes.listLimits>;

/** How long what may take, by which article; regions may be stricter, never laxer. */
export function LimitsScreen() {
  const words = useWords(ruleWords).limits;
  const answer = useAnswer(clockRoutes.listLimits, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.title} rows={8}>
        {(limits) => <LimitsPage limits={limits} />}
      </AnsweredPage>
    </div>
  );
}

function LimitsPage({ limits: { items, may } }: { limits: Limits }) {
  const words = useWords(ruleWords).limits;
  const format = useFormat();
  const text = useText();
  const [search, setSearch] = useFilters(limitFilters);
  const kinds = [...new Map(items.map((limit) => [limit.kind, text(limit.kindName)]))];
  const shown = items.filter(({ kind }) => search.kind === undefined || kind === search.kind);
  const national = shown.filter(({ division }) => division === null);
  const regional = shown.filter(({ division }) => division !== null);
  const ending = items.find(({ id }) => id === search.end);
  return (
    <>
      <PageHead
        title={words.title}
        note={words.note(format.number(national.length), format.number(regional.length))}
        actions={
          may.add ? (
            <Button size="small" icon={<Icon name="plus" />} onClick={() => setSearch({ add: "1", end: undefined })}>
              {words.add}
            </Button>
          ) : (
            <Why icon="lock">{words.mayNot}</Why>
          )
        }
      />
      {search.add && may.add ? (
        <AddLimit limits={items} kind={search.kind} onClose={() => setSearch({ add: undefined })} />
      ) : null}
      {ending?.may.end ? <EndLimit limit={ending} onClose={() => setSearch({ end: undefined })} /> : null}
      <QueryStrip>
        <FilterChip
          label={words.kind}
          value={search.kind}
          choices={kinds.map(([value, label]) => ({ value, label }))}
          onChange={(kind) => setSearch({ kind })}
        />
      </QueryStrip>
      <Section title={words.national} note={words.nationalNote}>
        <LimitTable label={words.national} limits={national} />
      </Section>
      <Section title={words.regional} note={words.regionalNote}>
        {regional.length === 0 ? (
          <p className="t13 m">{words.noRegional}</p>
        ) : (
          <LimitTable label={words.regional} limits={regional} isRegional />
        )}
      </Section>
      <RulesInWords />
    </>
  );
}

function LimitTable({ label, limits, isRegional }: { label: string; limits: readonly Limit[]; isRegional?: boolean }) {
  const words = useWords(ruleWords).limits;
  const text = useText();
  const format = useFormat();
  const [, setSearch] = useFilters(limitFilters);
  return (
    <PlainTable
      label={label}
      isDense={false}
      columns={[
        { title: words.kind, width: "26%" },
        ...(isRegional ? [{ title: words.division, width: "16%" }] : []),
        { title: words.basis },
        { title: words.days, width: 110, isFigure: true },
        { title: words.extension, width: 130, isFigure: true },
        { title: words.since, width: 130 },
        { title: words.open, width: 90 },
      ]}
      rows={limits.map((limit) => ({
        key: limit.id,
        cells: [
          <span key="kind" className="l1">
            {text(limit.kindName)}
          </span>,
          ...(isRegional ? [`${limit.divisionName ?? ""} ${limit.division ?? ""}`] : []),
          limit.basis,
          <b key="days">{words.workingDays(format.number(limit.workingDays))}</b>,
          limit.maxExtension === 0 ? (
            <None key="extension" />
          ) : (
            `${words.workingDays(format.number(limit.maxExtension))}${limit.needsConsent ? words.consent : ""}`
          ),
          <span key="since">
            <Day on={limit.effectiveOn} />
            {limit.endsOn === null ? null : (
              <>
                {" – "}
                <Day on={limit.endsOn} />
              </>
            )}
          </span>,
          <span key="open" className="row g2 wrap">
            <AppLink href={`/clock?kind=${limit.kind}`}>{words.see}</AppLink>
            {limit.may.end ? (
              <Button size="small" onClick={() => setSearch({ end: limit.id, add: undefined })}>
                {words.end}
              </Button>
            ) : null}
            {isRegional && limit.endsOn !== null ? <Tag>{words.ending}</Tag> : null}
          </span>,
        ],
      }))}
    />
  );
}
