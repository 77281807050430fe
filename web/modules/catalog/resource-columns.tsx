import type { z } from "zod";
import { type ResourceRow, shareClassNames, updateCycleNames } from "#contract/catalog";
import {
  type Column,
  LinkIfThere,
  Moment,
  NameCell,
  None,
  Score,
  ScoreDot,
  Tag,
  useFormat,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { dataWords, DepartmentName } from "#shell";
import { useResourceName } from "./resource-name.ts";
import { StageWord } from "./stage-word.tsx";
import { catalogWords } from "./words.ts";

type Row = z.infer<typeof ResourceRow>;

export function useResourceColumns(): readonly Column<Row>[] {
  const words = useWords(catalogWords).list;
  const { gradeShort } = useWords(dataWords);
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const nameOf = useResourceName();
  return [
    {
      key: "name",
      title: words.name,
      render: (resource) => (
        <NameCell
          name={nameOf(resource)}
          href={`/catalog/${resource.id}`}
          {...(resource.code === null ? {} : { code: resource.code })}
          note={
            resource.code === null ? (
              <span className="m">{words.noCode}</span>
            ) : (
              <span className="m"> {words.version(format.number(resource.publishedVersion))}</span>
            )
          }
        />
      ),
    },
    {
      key: "department",
      title: words.department,
      width: language === "en" ? 210 : 150,
      render: (resource) => <DepartmentName code={resource.department} />,
    },
    { key: "stage", title: words.stage, width: 130, render: (resource) => <StageWord stage={resource.stage} /> },
    {
      key: "shareClass",
      title: words.shareClass,
      width: 110,
      render: (resource) => <Tag tone="line">{text(shareClassNames[resource.shareClass])}</Tag>,
    },
    { key: "theme", title: words.theme, width: 110, render: (resource) => resource.theme || <None /> },
    {
      key: "cycle",
      title: words.cycle,
      width: 80,
      render: (resource) => text(updateCycleNames[resource.updateCycle]),
    },
    { key: "grade", title: words.grade, width: 64, render: (resource) => gradeShort(resource.grade) },
    {
      key: "items",
      title: words.items,
      width: 70,
      isFigure: true,
      isHidden: true,
      render: (resource) => format.number(resource.itemCount),
    },
    {
      key: "rows",
      title: words.rows,
      width: 90,
      isFigure: true,
      render: (resource) => (resource.data.rowCount === null ? <None /> : format.number(resource.data.rowCount)),
    },
    {
      key: "score",
      title: words.score,
      width: 130,
      render: (resource) =>
        resource.data.score === null ? (
          <None />
        ) : (
          <span className="row g2">
            <ScoreDot score={resource.data.score} />
            <LinkIfThere href={`/quality/resources/${resource.id}`}>
              <Score score={resource.data.score} />
            </LinkIfThere>
          </span>
        ),
    },
    {
      key: "loaded",
      title: words.loaded,
      width: 120,
      render: (resource) => <Moment at={resource.data.loadedAt} />,
    },
  ];
}
