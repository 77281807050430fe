import type { Statistics } from "#contract/clock";
import type { ReportTerm } from "#contract/quality-report";
import type { ProcessTerm } from "#contract/quality-scores";
import type { Bilingual } from "#contract/text";
import type { ResourceCore } from "#catalog";
import type { ProcessCounts } from "../department-score.ts";
import type { Standing } from "./standing.ts";

/**
 * What a department's score also hangs on besides its rows, counted over a period: resources within their cycle at its end
 * (by the rule `fresh` of each check), corrections closed of those closed or overdue, entries of the catalog with data.
 */
export function processCounts(
  now: readonly Standing[],
  promises: Statistics["rows"],
  catalog: readonly Pick<ResourceCore, "loadId">[],
): ProcessCounts {
  const fresh = now.flatMap(({ results }) => results.filter(({ kind, assessed }) => kind === "fresh" && assessed > 0));
  const corrections = promises.filter(({ kind }) => kind === "correction");
  const sum = (of: (row: Statistics["rows"][number]) => number) =>
    corrections.reduce((total, row) => total + of(row), 0);
  return {
    "on-time": { done: fresh.filter(({ failed }) => failed === 0).length, of: fresh.length },
    closing: {
      done: sum(({ met, metLate }) => met + metLate),
      of: sum(({ met, metLate, overdue }) => met + metLate + overdue),
    },
    mounting: { done: catalog.filter(({ loadId }) => loadId !== null).length, of: catalog.length },
  };
}

const texts: Readonly<Record<ProcessTerm["term"], Bilingual>> = {
  "on-time": {
    zh: "期末仍在声明的更新周期之内的资源",
    en: "resources within their declared cycle at the end of the period",
  },
  closing: {
    zh: "本期办结的校核，逾期未办的算应办",
    en: "corrections closed in the period, those overdue among the due",
  },
  mounting: { zh: "目录里有数据的资源（以算出时为准）", en: "catalogue entries with data, as of when it was computed" },
};

export const termViews = (department: string, process: readonly ProcessTerm[]): ReportTerm[] => {
  const hrefs: Readonly<Record<ProcessTerm["term"], string>> = {
    "on-time": `/quality?department=${department}&dimension=timeliness`,
    closing: `/clock/statistics?department=${department}&kind=correction`,
    mounting: `/catalog?department=${department}&hasData=false`,
  };
  return process.map(({ term, numerator, denominator, score, weight, pointsLost }) => ({
    term,
    done: numerator,
    of: denominator,
    share: score,
    weight,
    lost: pointsLost,
    text: texts[term],
    href: hrefs[term],
  }));
};
