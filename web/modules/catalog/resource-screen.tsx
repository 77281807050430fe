import { catalogRoutes, openClassNames, type Resource, shareClassNames } from "#contract/catalog";
import {
  AnsweredPage,
  Columns,
  CopyCode,
  LinkIfThere,
  Moment,
  Note,
  PageHead,
  Score,
  Tag,
  TrustBadge,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { dataWords, DepartmentName, useDepartments } from "#shell";
import { ActForm } from "./act-form.tsx";
import { Declaration } from "./declaration.tsx";
import { resourcePageFilters } from "./filters.ts";
import { Items } from "./items.tsx";
import { LedgerExtract } from "./ledger-extract.tsx";
import { NextSteps } from "./next-steps.tsx";
import { ResourceAside } from "./resource-aside.tsx";
import { useResourceName } from "./resource-name.ts";
import { ResourceQuality } from "./resource-quality.tsx";
import { SampleRows } from "./sample-rows.tsx";
import { StageWay } from "./stage-way.tsx";
import { catalogWords } from "./words.ts";
import { pageWords } from "./page-words.ts";
import "./catalog.css";

/** One resource: what can be done, where it stands, what it declares, its items, quality, rows, loads, versions and story. */
export function ResourceScreen() {
  const words = useWords(pageWords).page;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <ResourcePage resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function ResourcePage({ resource }: { resource: Resource }) {
  const text = useText();
  const [{ do: act, rows }] = useFilters(resourcePageFilters);
  return (
    <>
      <Head resource={resource} />
      {resource.note ? (
        <div style={{ marginTop: 12 }}>
          <Note>{text(resource.note)}</Note>
        </div>
      ) : null}
      <NextSteps resource={resource} />
      {act ? <ActForm key={act} act={act} resource={resource} /> : null}
      <StageWay resource={resource} />
      <Columns aside={<ResourceAside resource={resource} />}>
        <Declaration resource={resource} />
        <Items resource={resource} />
        {rows ? <SampleRows resource={resource} /> : null}
        <ResourceQuality resource={resource} />
        <LedgerExtract resource={resource} />
      </Columns>
    </>
  );
}

function Head({ resource }: { resource: Resource }) {
  const all = useWords(catalogWords);
  const words = useWords(pageWords).page;
  const { gradeShort } = useWords(dataWords);
  const text = useText();
  const format = useFormat();
  const nameOf = useResourceName();
  const departments = useDepartments();
  const { data, code, publishedVersion } = resource;
  const title = nameOf(resource);
  const other = title === resource.name ? resource.nameEn : resource.name;
  return (
    <PageHead
      title={title}
      crumbs={[
        { label: all.list.title, href: "/catalog" },
        { label: departments.nameOf(resource.department), href: `/catalog?department=${resource.department}` },
        ...(resource.theme === ""
          ? []
          : [{ label: resource.theme, href: `/catalog?theme=${encodeURIComponent(resource.theme)}` }]),
      ]}
      tags={
        <>
          <Tag
            tone={resource.stage === "published" ? "water" : "sunken"}
            icon={resource.stage === "published" ? "check" : "clock"}
          >
            {words.stageTag(resource.stage, format.number(publishedVersion))}
          </Tag>
          <Tag tone="line">{text(shareClassNames[resource.shareClass])}</Tag>
          <Tag tone="line">{text(openClassNames[resource.openClass])}</Tag>
          <Tag tone="line">{gradeShort(resource.grade)}</Tag>
          {resource.hasPersonal ? <Tag tone="line">{words.personal}</Tag> : null}
          {resource.isInvented ? <Tag tone="ink">{words.invented}</Tag> : null}
        </>
      }
      lede={
        <>
          {resource.abstract}
          {other ? <span className="m"> {other}</span> : null}
        </>
      }
      meta={
        <>
          {code === null ? <span className="m">{words.noCode}</span> : <CopyCode code={code} label={words.code} />}
          <TrustBadge source={<DepartmentName code={resource.department} />} />
          {data.loadedAt === null ? (
            <span className="m">{words.noData}</span>
          ) : (
            <>
              <span>
                {words.asOf} <Moment at={data.loadedAt} />
              </span>
              <span>
                {words.score}{" "}
                {data.score === null ? (
                  <LinkIfThere href={`/quality/resources/${resource.id}`}>{words.notChecked}</LinkIfThere>
                ) : (
                  <LinkIfThere href={`/quality/resources/${resource.id}`}>
                    <Score score={data.score} />
                  </LinkIfThere>
                )}
              </span>
              <span>
                {words.inAll}{" "}
                <LinkIfThere href={`/catalog/${resource.id}?rows=1`}>
                  {words.rows(format.number(data.rowCount ?? 0))}
                </LinkIfThere>
              </span>
            </>
          )}
        </>
      }
    />
  );
}
