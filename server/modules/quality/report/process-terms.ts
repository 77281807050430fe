import type { ReportTerm } from "#contract/quality-report";
import type { Statistics } from "#contract/clock";
import type { ResourceCore } from "#catalog";
import type { Standing } from "./lost-points.ts";

const shareOf = (done: number, of: number): number | null => (of === 0 ? null : Math.round((1000 * done) / of) / 10);

/** What a department's quality also hangs on besides its rows: that data are updated, errors mended and entries filled in time. */
export function processTerms(facts: {
  readonly department: string;
  readonly now: readonly Standing[];
  /** The department's promises that ended in the period, or are late today. */
  readonly promises: Statistics["rows"];
  /** Its entries in the catalog, as they are today. */
  readonly resources: readonly Pick<ResourceCore, "stage" | "loadId">[];
}): ReportTerm[] {
  const { department, now, promises, resources } = facts;
  const fresh = now.flatMap(({ results }) => results.filter(({ kind, assessed }) => kind === "fresh" && assessed > 0));
  const published = resources.filter(({ stage }) => stage === "published");
  const inTime = (kind: string) => {
    const own = promises.filter((row) => row.kind === kind);
    const met = own.reduce((sum, row) => sum + row.met, 0);
    return { done: met, of: own.reduce((sum, row) => sum + row.met + row.metLate + row.overdue, 0) };
  };
  const term = (
    name: string,
    [zh, en]: [string, string],
    { done, of }: { done: number; of: number },
    [textZh, textEn]: [string, string],
    href: string,
  ): ReportTerm => ({
    name,
    title: { zh, en },
    done,
    of,
    share: shareOf(done, of),
    text: { zh: textZh, en: textEn },
    href,
  });
  return [
    term(
      "on-time",
      ["按时更新率", "Updated on time"],
      { done: fresh.filter(({ failed }) => failed === 0).length, of: fresh.length },
      ["期末仍在声明的更新周期之内的资源", "Resources within their declared cycle at the end of the period"],
      `/quality?department=${department}&dimension=timeliness`,
    ),
    term(
      "closing",
      ["问题整改率", "Corrections closed in time"],
      inTime("correction"),
      ["本期办结和逾期未办的校核", "Corrections closed in the period or late"],
      `/clock/statistics?department=${department}&kind=correction`,
    ),
    term(
      "catalog",
      ["目录按时更新率", "Catalogue kept up to date"],
      inTime("catalog-update"),
      ["本期到期的目录更新", "Catalogue updates due in the period"],
      `/clock/statistics?department=${department}&kind=catalog-update`,
    ),
    term(
      "mounting",
      ["挂接率", "Catalogue entries with data"],
      { done: published.filter(({ loadId }) => loadId !== null).length, of: published.length },
      ["已发布的资源中有数据的（以算出时为准）", "Published resources that have data, as of when it was computed"],
      `/catalog?department=${department}&hasData=false`,
    ),
  ];
}
