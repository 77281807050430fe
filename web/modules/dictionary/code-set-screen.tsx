import { Button } from "antd";
import type { z } from "zod";
import { dictionaryRoutes } from "#contract/dictionary";
import {
  allOf,
  AnsweredPage,
  AppLink,
  type Column,
  CopyCode,
  DataTable,
  ExportButton,
  FilterChip,
  Icon,
  NextActions,
  None,
  PageHead,
  QueryStrip,
  saveText,
  SearchField,
  Section,
  StateWord,
  Tag,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  useLanguage,
  useTable,
  useWords,
} from "#kit";
import { ObjectStory } from "#shell";
import { textOfCodes } from "./code-lines.ts";
import { codeSetPageFilters } from "./filters.ts";
import { codeSetWords } from "./code-set-words.ts";

type CodeSetPage = z.output<typeof dictionaryRoutes.getCodeSet.answer>;
type CodeRow = CodeSetPage["codes"][number];

/** One code set in any of its versions. */
export function CodeSetScreen() {
  const words = useWords(codeSetWords).page;
  const id = useAddressPart("id") ?? "";
  const [{ version }] = useFilters(codeSetPageFilters);
  const answer = useAnswer(
    dictionaryRoutes.getCodeSet,
    { params: { id }, query: version === undefined ? {} : { version } },
    { keepsLast: true },
  );
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(set) => <CodeSetPageView set={set} />}
      </AnsweredPage>
    </div>
  );
}

function CodeSetPageView({ set }: { set: CodeSetPage }) {
  const all = useWords(codeSetWords);
  const words = all.page;
  const format = useFormat();
  const go = useGo();
  const { language } = useLanguage();
  const newest = Math.max(...set.versions.map((one) => one.version));
  return (
    <>
      <PageHead
        title={set.name[language]}
        crumbs={[{ label: all.list.title, href: "/dictionary/code-sets" }]}
        tags={
          <>
            <span className="m">{language === "zh" ? set.name.en : set.name.zh}</span>
            {set.version < newest ? <Tag tone="ink">{words.isOld}</Tag> : null}
          </>
        }
        meta={
          <>
            <CopyCode code={set.id} />
            <span>{set.standard}</span>
            <span>{words.versionOf(set.version, format.date(set.effectiveOn))}</span>
            {set.version < newest ? <AppLink href={`/dictionary/code-sets/${set.id}`}>{words.seeNew}</AppLink> : null}
          </>
        }
      />
      <NextActions
        label={words.now}
        actions={[
          {
            key: "revise",
            button: (
              <Button
                disabled={!set.may.edit}
                icon={set.may.edit ? undefined : <Icon name="lock" />}
                onClick={() => go(`/dictionary/code-sets/${set.id}/revise`)}
              >
                {words.revise}
              </Button>
            ),
            text: set.may.edit ? words.reviseText : words.mayNot,
          },
        ]}
      />
      <Codes set={set} />
      <Section title={words.story}>
        <ObjectStory kind="code-set" id={set.id} />
      </Section>
    </>
  );
}

function Codes({ set }: { set: CodeSetPage }) {
  const words = useWords(codeSetWords).page;
  const format = useFormat();
  const [search, setSearch] = useFilters(codeSetPageFilters);
  const table = useTable("dictionary.codes", useColumns());
  const wanted = search.q?.toLowerCase() ?? "";
  const fits = (code: CodeRow) =>
    [code.code, code.name.zh, code.name.en, ...code.aliases].some((part) => part.toLowerCase().includes(wanted));
  const codes = wanted === "" ? set.codes : set.codes.filter(fits);
  const download = async () =>
    saveText(textOfCodes(set.codes), `${set.id}-v${set.version}.tsv`, "text/tab-separated-values");
  return (
    <Section title={words.codes} note={words.codesNote(format.number(set.codes.length))}>
      <QueryStrip
        tools={
          <>
            <TableToolsLite onDownload={download} />
          </>
        }
      >
        <SearchField
          label={words.filter}
          placeholder={words.filter}
          value={search.q}
          onSearch={(q) => setSearch({ q })}
        />
        <FilterChip
          label={words.versionLabel}
          value={String(set.version)}
          choices={set.versions.map((one) => ({
            value: String(one.version),
            label: words.versionOf(one.version, format.date(one.effectiveOn)),
          }))}
          onChange={(version) => setSearch({ version: version === undefined ? undefined : Number(version) })}
        />
      </QueryStrip>
      <DataTable
        label={words.codes}
        table={table}
        source={allOf(codes)}
        keyOf={(code) => code.code}
        nameOf={(code) => code.name.zh}
        empty={<p className="t13 m">{words.nothing}</p>}
      />
    </Section>
  );
}

function TableToolsLite({ onDownload }: { onDownload: () => Promise<void> }) {
  const words = useWords(codeSetWords).page;
  return <ExportButton label={words.download} onExport={onDownload} />;
}

function useColumns(): readonly Column<CodeRow>[] {
  const all = useWords(codeSetWords);
  const words = all.page;
  return [
    { key: "code", title: words.code, width: 140, render: (code) => <b className="mono">{code.code}</b> },
    { key: "zh", title: words.nameZh, render: (code) => code.name.zh },
    { key: "en", title: words.nameEn, render: (code) => code.name.en || <None /> },
    {
      key: "aliases",
      title: words.aliases,
      render: (code) =>
        code.aliases.length === 0 ? (
          <None />
        ) : (
          <span className="row g1 wrap">
            {code.aliases.map((alias) => (
              <Tag key={alias}>{alias}</Tag>
            ))}
          </span>
        ),
    },
    {
      key: "status",
      title: words.status,
      width: 110,
      render: (code) => (
        <StateWord icon={code.status === "active" ? "check" : "retired"} light>
          {all.status[code.status]}
        </StateWord>
      ),
    },
  ];
}
