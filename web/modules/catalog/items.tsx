import { Button } from "antd";
import { useState } from "react";
import { catalogRoutes, type Resource, type ResourceItem } from "#contract/catalog";
import { dictionaryRoutes } from "#contract/dictionary";
import { qualityRoutes } from "#contract/quality";
import {
  AppLink,
  downloadFile,
  EmptyState,
  ExportButton,
  LinkIfThere,
  None,
  PlainTable,
  Score,
  ScoreDot,
  Section,
  useAnswer,
  useFormat,
  useWords,
} from "#kit";
import { dataWords, DepartmentName, ValueTypeText } from "#shell";
import { useItemName } from "./resource-name.ts";
import { pageWords } from "./page-words.ts";

const shownAtFirst = 30;

/** Every item: the element it is, who is the source of that datum, its type, grade, mask and how good its values are. */
export function Items({ resource }: { resource: Resource }) {
  const words = useWords(pageWords).items;
  const format = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  const { items } = resource;
  const shown = isWhole ? items : items.slice(0, shownAtFirst);
  const mapped = items.filter((item) => item.element !== null).length;
  return (
    <Section
      id="items"
      title={words.title}
      note={items.length === 0 ? undefined : words.note(format.number(items.length), format.number(mapped))}
      more={
        items.length === 0 ? undefined : (
          <ExportButton
            label={words.export}
            onExport={() => downloadFile(catalogRoutes.exportDictionary, { params: { id: resource.id } })}
          />
        )
      }
    >
      {items.length === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
      ) : (
        <ItemTable resource={resource} items={shown} />
      )}
      {shown.length < items.length ? (
        <p style={{ marginTop: 8 }}>
          <Button size="small" onClick={() => setIsWhole(true)}>
            {words.showAll(format.number(items.length))}
          </Button>
        </p>
      ) : null}
    </Section>
  );
}

function ItemTable({ resource, items }: { resource: Resource; items: readonly ResourceItem[] }) {
  const words = useWords(pageWords).items;
  const { gradeShort } = useWords(dataWords);
  const nameOf = useItemName();
  const maskOf = useMaskOf();
  const scoreOf = useColumnScores(resource);
  return (
    <PlainTable
      label={words.title}
      columns={[
        { title: words.name },
        { title: words.element, width: "26%" },
        { title: words.type, width: 120 },
        { title: words.grade, width: 60 },
        { title: words.mask, width: 90 },
        { title: words.quality, width: 130 },
      ]}
      rows={items.map((item) => ({
        key: item.field,
        cells: [
          <span key="name">
            <b>{nameOf(item)}</b>
            <span className="m t12">
              {" "}
              <span className="mono">{item.field}</span>
              {item.isKey ? ` ${words.isKey}` : ""}
              {item.isMandatory && !item.isKey ? ` ${words.isMandatory}` : ""}
            </span>
          </span>,
          <ElementCell key="element" item={item} resource={resource} />,
          <ValueTypeText key="type" type={item.type} />,
          gradeShort(item.grade),
          <MaskCell key="mask" mask={maskOf(item)} />,
          <ScoreCell key="quality" resourceId={resource.id} {...scoreOf(item.field)} />,
        ],
      }))}
    />
  );
}

function ElementCell({ item, resource }: { item: ResourceItem; resource: Resource }) {
  const words = useWords(pageWords).items;
  if (item.element === null) return <span className="m">{words.noElement}</span>;
  const source = resource.sources.find(({ field }) => field === item.field);
  return (
    <span className="row g2 wrap">
      <AppLink href={`/dictionary/elements/${item.element}`}>{item.element}</AppLink>
      <span className="m t12">
        {source === undefined ? (
          words.noSource
        ) : source.isOwn ? (
          words.ownSource
        ) : (
          <>
            {words.sourceIs}{" "}
            {source.resourceId === null ? (
              <DepartmentName code={source.department} />
            ) : (
              <AppLink href={`/catalog/${source.resourceId}`}>
                <DepartmentName code={source.department} isPlain />
              </AppLink>
            )}
          </>
        )}
      </span>
    </span>
  );
}

/** Mask of an item's element; a personal item without one is hidden whole (the hub decides; this only says it). */
function useMaskOf(): (item: ResourceItem) => string | null {
  const { masks } = useWords(dataWords);
  const { data } = useAnswer(dictionaryRoutes.listElements, { query: { limit: 500 } });
  const elements = new Map((data?.items ?? []).map((element) => [element.id, element]));
  return (item) => {
    if (item.grade === "important" || item.grade === "core") return masks.all;
    const element = item.element === null ? undefined : elements.get(item.element);
    if (element?.mask) return masks[element.mask];
    return item.isPersonal ? masks.all : null;
  };
}

function MaskCell({ mask }: { mask: string | null }) {
  const words = useWords(pageWords).items;
  return mask === null ? <span className="m">{words.noMask}</span> : <>{mask}</>;
}

interface ColumnScore {
  readonly score: number | null;
  readonly agreed: number;
  /** The rule of this column with the most failing rows. */
  readonly rule: string | null;
}

/** Weighted mean of the rules of one column, as the latest check found them. */
function useColumnScores(resource: Resource): (field: string) => ColumnScore {
  const isReady = resource.data.score !== null;
  const { data } = useAnswer(qualityRoutes.latestRun, { params: { id: resource.id } }, { isReady });
  return (field) => {
    const rules = (data?.run?.rules ?? []).flatMap((rule) =>
      rule.column === field && rule.score !== null ? [{ ...rule, score: rule.score }] : [],
    );
    const weight = rules.reduce((sum, rule) => sum + rule.weight, 0);
    const worst = rules.toSorted((a, b) => b.failed - a.failed)[0];
    return {
      score: weight === 0 ? null : rules.reduce((sum, rule) => sum + rule.score * rule.weight, 0) / weight,
      agreed: data?.run?.agreed ?? 95,
      rule: worst && worst.failed > 0 ? worst.id : null,
    };
  };
}

function ScoreCell({ resourceId, score, agreed, rule }: ColumnScore & { resourceId: string }) {
  if (score === null) return <None />;
  const figure = <Score score={score} agreed={agreed} />;
  return (
    <span className="row g2">
      <ScoreDot score={score} agreed={agreed} />
      {rule === null ? (
        figure
      ) : (
        <LinkIfThere href={`/quality/resources/${resourceId}?rule=${encodeURIComponent(rule)}`}>{figure}</LinkIfThere>
      )}
    </span>
  );
}
