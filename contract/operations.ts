import { z } from "zod";
import { pageOf, PageQuery } from "./page.ts";
import { route } from "./route.ts";
import { Bilingual } from "./text.ts";

export const jobStates = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type JobState = (typeof jobStates)[number];

/** A background job as people see it. `done` and `total` are in the unit named by `facts.unit`, rows unless said. */
export const JobView = z.object({
  id: z.string(),
  name: z.string(),
  title: Bilingual,
  state: z.enum(jobStates),
  phase: Bilingual,
  done: z.number(),
  total: z.number().nullable(),
  facts: z.record(z.string(), z.unknown()),
  result: z.unknown(),
  problem: z.looseObject({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  subject: z.string().nullable(),
  department: z.string().nullable(),
  actorName: z.string(),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  may: z.object({ cancel: z.boolean() }),
});
export type JobView = z.infer<typeof JobView>;

export const ComponentState = z.object({
  name: z.string(),
  title: Bilingual,
  state: z.enum(["good", "warning", "bad"]),
  detail: Bilingual,
  /** What to do, where something is not good. */
  mend: Bilingual.nullable(),
});
export type ComponentState = z.infer<typeof ComponentState>;

export const SystemStatus = z.object({
  node: z.object({ name: z.string(), version: z.string(), startedAt: z.iso.datetime(), isSample: z.boolean() }),
  memory: z.object({ hubMb: z.number(), databaseMb: z.number().nullable() }),
  storage: z.array(z.object({ name: z.string(), title: Bilingual, sizeBytes: z.number() })),
  counts: z.array(z.object({ name: z.string(), title: Bilingual, value: z.number(), href: z.string().nullable() })),
  components: z.array(ComponentState),
  checkedAt: z.iso.datetime(),
});
export type SystemStatus = z.infer<typeof SystemStatus>;

export const operationsRoutes = {
  listJobs: route({
    method: "GET",
    path: "/api/operations/jobs",
    operation: "operations.list-jobs",
    summary: { zh: "后台任务列表", en: "List background jobs" },
    query: PageQuery.extend({
      state: z.enum(jobStates).optional(),
      name: z.string().optional(),
      subject: z.string().optional(),
    }),
    answer: pageOf(JobView),
  }),
  getJob: route({
    method: "GET",
    path: "/api/operations/jobs/{id}",
    operation: "operations.get-job",
    summary: { zh: "一个后台任务", en: "One background job" },
    params: z.object({ id: z.uuid() }),
    answer: JobView,
  }),
  followJob: route({
    method: "GET",
    path: "/api/operations/jobs/{id}/events",
    operation: "operations.follow-job",
    summary: { zh: "实时跟踪任务进度（服务器推送）", en: "Follow a job live (server-sent events)" },
    params: z.object({ id: z.uuid() }),
    answers: "events",
  }),
  cancelJob: route({
    method: "POST",
    path: "/api/operations/jobs/{id}/cancel",
    operation: "operations.cancel-job",
    summary: { zh: "停止一个任务", en: "Stop a job" },
    params: z.object({ id: z.uuid() }),
    answer: JobView,
  }),
  loadDivisions: route({
    method: "POST",
    path: "/api/operations/divisions",
    operation: "operations.load-divisions",
    summary: { zh: "装入全国行政区划（后台任务）", en: "Load the national division register (a job)" },
    body: z.object({ department: z.string() }),
    answer: z.object({ jobId: z.uuid() }),
    status: 202,
  }),
  status: route({
    method: "GET",
    path: "/api/operations/status",
    operation: "operations.status",
    summary: { zh: "系统状态与自检", en: "System status and self-check" },
    answer: SystemStatus,
  }),
};
