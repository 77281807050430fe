import { useQueries } from "@tanstack/react-query";
import { catalogRoutes } from "#contract/catalog";
import { clockRoutes } from "#contract/clock";
import { dictionaryRoutes } from "#contract/dictionary";
import type { Role } from "#contract/identity";
import { intakeRoutes } from "#contract/intake";
import { agentRoutes } from "#contract/intake-agents";
import { followRoutes } from "#contract/intake-follow";
import type { FollowHealth } from "#contract/intake-standing";
import { ledgerRoutes } from "#contract/ledger";
import { operationsRoutes } from "#contract/operations";
import { qualityRoutes } from "#contract/quality";
import { sharingRoutes } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import { callApi, isMissing, isRefused, startOfDay, today, useAnswer } from "#kit";

export const todoKeys = [
  "extensions",
  "overdue",
  "ownOverdue",
  "assigned",
  "reminders",
  "review",
  "sign",
  "assess",
  "draft",
  "dirty",
  "loadDraft",
  "followFailed",
  "followMismatch",
  "followDrift",
  "followLate",
  "sourceDisk",
  "release",
  "ownBelow",
  "below",
  "sources",
  "components",
  "failedJobs",
  "runningJobs",
  "refusedToday",
  "failedToday",
] as const;
export type TodoKey = (typeof todoKeys)[number];

interface Context {
  readonly department: string | null;
  readonly signal: AbortSignal;
}

interface TodoKind {
  /** For whom it is something to do. */
  readonly roles: readonly Role[];
  readonly href: (department: string | null) => string;
  /** How many wait. */
  readonly count: (context: Context) => Promise<number>;
}

type Stage = "draft" | "assessing" | "signing" | "review";

const ownOnly = (department: string | null) => (department === null ? {} : { department });
const ofDepartment = (department: string | null) => (department === null ? "" : `&department=${department}`);

const resourcesIn = (stage: Stage, isOwn: boolean) => ({
  href: (department: string | null) => `/catalog?stage=${stage}${isOwn ? ofDepartment(department) : ""}`,
  count: async ({ department, signal }: Context) => {
    const query = { stage, limit: 1, ...(isOwn ? ownOnly(department) : {}) };
    return (await callApi(catalogRoutes.listResources, { query, signal })).total;
  },
});

const followsIn = (health: FollowHealth) => ({
  roles: ["department-steward", "data-officer"] as const,
  href: (department: string | null) => `/intake/follows?health=${health}${ofDepartment(department)}`,
  count: async ({ department, signal }: Context) => {
    const query = { health, limit: 1, ...ownOnly(department) };
    return (await callApi(followRoutes.listFollows, { query, signal })).total;
  },
});

/** Follows whose source has been found to be in a certain danger. */
const followsFound = (finding: string) => ({
  roles: ["department-steward", "data-officer"] as const,
  href: (department: string | null) => `/intake/follows?finding=${finding}${ofDepartment(department)}`,
  count: async ({ department, signal }: Context) => {
    const query = { finding, limit: 1, ...ownOnly(department) };
    return (await callApi(followRoutes.listFollows, { query, signal })).total;
  },
});

const jobsIn = (state: "failed" | "running") => ({
  href: () => `/operations/jobs?state=${state}`,
  count: async ({ signal }: Context) =>
    (await callApi(operationsRoutes.listJobs, { query: { state, limit: 1 }, signal })).total,
});

const promises = (filter: Readonly<Record<string, string>>, address: string, side?: "owedBy") => ({
  href: (department: string | null) => `/clock?${address}${side && department ? `&${side}=${department}` : ""}`,
  count: async ({ department, signal }: Context) => {
    const query = { ...filter, limit: 1, ...(side && department ? { [side]: department } : {}) };
    return (await callApi(clockRoutes.listCommitments, { query, signal })).total;
  },
});

const entriesToday = (outcome: "refused" | "failed") => ({
  href: () => `/ledger?outcome=${outcome}&from=${today()}`,
  count: async ({ signal }: Context) => {
    const query = { outcome, from: startOfDay(today()), limit: 1 };
    return (await callApi(ledgerRoutes.listEntries, { query, signal })).total;
  },
});

/** What may wait for whom; each counted by the list that opens from it, so that the number and the list agree. */
const kinds: Readonly<Record<TodoKey, TodoKind>> = {
  extensions: { roles: ["data-officer"], ...promises({ asksExtension: "true" }, "asks=1") },
  overdue: { roles: ["data-officer", "leader"], ...promises({ colour: "red" }, "colour=red") },
  ownOverdue: {
    roles: ["department-steward", "sharing-head"],
    ...promises({ colour: "red" }, "colour=red", "owedBy"),
  },
  assigned: {
    roles: ["department-steward", "sharing-head"],
    ...promises({ assignedToMe: "true" }, "mine=1"),
  },
  reminders: {
    roles: ["department-steward", "sharing-head", "department-user"],
    href: () => "/clock/reminders?unseen=1",
    count: async ({ signal }) =>
      (await callApi(clockRoutes.listReminders, { query: { unseen: "true", limit: 1 }, signal })).total,
  },
  review: { roles: ["data-officer"], ...resourcesIn("review", false) },
  sign: { roles: ["sharing-head"], ...resourcesIn("signing", true) },
  assess: { roles: ["department-steward", "sharing-head"], ...resourcesIn("assessing", true) },
  draft: { roles: ["department-steward"], ...resourcesIn("draft", true) },
  dirty: {
    roles: ["department-steward"],
    href: (department) => `/intake/loads?hasDirty=true${ofDepartment(department)}`,
    count: async ({ department, signal }) => {
      const query = { hasDirty: "true", limit: 1, ...ownOnly(department) };
      return (await callApi(intakeRoutes.listLoads, { query, signal })).total;
    },
  },
  loadDraft: {
    roles: ["department-steward", "data-officer"],
    href: () => "/intake",
    count: async ({ signal }) => (await callApi(intakeRoutes.listDrafts, { signal })).items.length,
  },
  followFailed: followsIn("failed"),
  followMismatch: followsIn("mismatch"),
  followDrift: followsIn("drift"),
  followLate: followsIn("late"),
  sourceDisk: followsFound("capture.slot-disk"),
  release: {
    roles: ["sharing-head"],
    href: () => "/intake/releases?isReleased=false",
    count: async ({ signal }) =>
      (await callApi(agentRoutes.listHeldTables, { query: { isReleased: "false", limit: 1 }, signal })).total,
  },
  ownBelow: {
    roles: ["department-steward", "sharing-head"],
    href: (department) => `/quality?department=${department ?? ""}`,
    count: async ({ department, signal }) => {
      if (department === null) return 0;
      const { rules, agreed } = await callApi(qualityRoutes.departmentScores, {
        params: { code: department },
        signal,
      });
      return rules.filter((rule) => rule.failed > 0 && rule.score !== null && rule.score < agreed).length;
    },
  },
  below: {
    roles: ["data-officer", "leader"],
    href: () => "/quality",
    count: async ({ signal }) => {
      const { rows, agreed } = await callApi(qualityRoutes.league, { signal });
      return rows.filter((row) => row.score < agreed).length;
    },
  },
  sources: {
    roles: ["data-officer"],
    href: () => "/dictionary/elements?hasSource=false",
    count: async ({ signal }) =>
      (await callApi(dictionaryRoutes.listElements, { query: { hasSource: "false", limit: 1 }, signal })).total,
  },
  components: {
    roles: ["system-administrator"],
    href: () => "/operations/status",
    count: async ({ signal }) =>
      (await callApi(operationsRoutes.status, { signal })).components.filter(({ state }) => state !== "good").length,
  },
  failedJobs: { roles: ["system-administrator", "department-steward", "data-officer"], ...jobsIn("failed") },
  runningJobs: { roles: ["system-administrator", "department-steward", "data-officer"], ...jobsIn("running") },
  refusedToday: { roles: ["audit-administrator", "security-administrator"], ...entriesToday("refused") },
  failedToday: { roles: ["audit-administrator"], ...entriesToday("failed") },
};

export interface Todo {
  readonly key: string;
  /** What waits, as the module says it; null where the words of home say it. */
  readonly title: Bilingual | null;
  readonly href: string;
  /** Null while it is being counted. */
  readonly count: number | null;
  readonly error: Error | null;
}

const againMs = 30_000;

const sharingRoles: readonly Role[] = [
  "data-officer",
  "department-steward",
  "sharing-head",
  "department-user",
  "leader",
];

/** What waits for a person of these roles; what a module that is not there (or not permitted) would tell is left out. */
export function useTodos(roles: readonly Role[], department: string | null): readonly Todo[] {
  const keys = todoKeys.filter((key) => kinds[key].roles.some((role) => roles.includes(role)));
  const answers = useQueries({
    queries: keys.map((key) => ({
      queryKey: ["home.todo", key, department] as const,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        try {
          return await kinds[key].count({ department, signal });
        } catch (error) {
          if (isMissing(error) || isRefused(error)) return "absent" as const;
          throw error;
        }
      },
      refetchInterval: againMs,
    })),
  });
  const ofSharing = useSharingTodos(roles);
  const own = keys.flatMap((key, index) => {
    const answer = answers[index];
    if (!answer || answer.data === "absent") return [];
    const count = answer.data ?? null;
    return [{ key, title: null, href: kinds[key].href(department), count, error: answer.error }];
  });
  return [...ofSharing, ...own];
}

/** Requests, answers, signatures, demands: counted by sharing itself, which also says where the list is. */
function useSharingTodos(roles: readonly Role[]): readonly Todo[] {
  const isReady = sharingRoles.some((role) => roles.includes(role));
  const { data, error } = useAnswer(sharingRoutes.desk, {}, { isReady, every: againMs });
  if (!isReady || isMissing(error) || isRefused(error)) return [];
  if (error) return [{ key: "sharing", title: null, href: "/sharing", count: null, error }];
  return (data?.todo ?? []).map(({ kind, title, count, href }) => ({ key: kind, title, href, count, error: null }));
}
