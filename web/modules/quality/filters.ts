import { z } from "zod";
import { dimensions, ruleKinds } from "#contract/quality";
import { Month, reportStates } from "#contract/quality-report";
import { writtenRuleStates } from "#contract/quality-rules";
import { appealStates } from "#contract/quality-scores";
import { filters } from "#kit";

/** Periods of the league, in days. */
export const periods = ["7", "30", "90", "365"] as const;
export const usualPeriod = "30";

/** `department`, `dimension`, then `resource` with `rule` open one pane after the other under the league. */
export const leagueFilters = filters({
  days: z.enum(periods),
  below: z.literal("1"),
  department: z.string(),
  dimension: z.enum(dimensions),
  resource: z.uuid(),
  rule: z.string(),
});

/** `rule` lists the rows that fail it, `rows=all` those that fail any. */
export const resourceQualityFilters = filters({ rule: z.string(), rows: z.literal("all") });

export const runFilters = filters({ department: z.string() });

export const reportsFilters = filters({ department: z.string(), state: z.enum(reportStates) });
/** `edition=0` is what is computed now. */
export const reportFilters = filters({ month: Month, edition: z.string().regex(/^\d{1,3}$/) });

export const ruleFilters = filters({
  department: z.string(),
  kind: z.enum(ruleKinds),
  state: z.enum(writtenRuleStates),
});
export const appealFilters = filters({ department: z.string(), state: z.enum(appealStates) });
export const driftFilters = filters({ department: z.string() });
/** `column` opens one column of the profile. */
export const profileFilters = filters({ column: z.string() });
