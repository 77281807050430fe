import { dayOf } from "#contract/clock-days";
import { missingYear } from "./calendar.ts";
import { createGroundCache } from "./ground.ts";
import { dropCommitment, meetCommitment } from "./commands/end-commitment.ts";
import { askExtension, decideExtension, extendCommitment } from "./commands/extend-commitment.ts";
import { seedCalendar } from "./commands/keep-calendar.ts";
import { pauseCommitment, restartCommitment, resumeCommitment } from "./commands/pause-commitment.ts";
import { startCommitment } from "./commands/start-commitment.ts";
import { tick } from "./commands/tick.ts";
import { commitmentById, commitmentsAbout } from "./answers.ts";
import type { Clock } from "./door.ts";
import { defineTimers, type TimerDeps } from "./jobs.ts";
import type { ClockParts } from "./parts.ts";
import { listCommitments } from "./queries.ts";
import { clockRouteTable } from "./routes.ts";
import { foresee, publicStatistics } from "./rule-queries.ts";

export type * from "./door.ts";
export {
  clockCircularIssued,
  clockEscalated,
  clockExtensionAsked,
  clockExtensionDecided,
  clockOverdue,
  clockReminded,
  clockWarned,
  type CommitmentNews,
} from "./events.ts";
export { problems as clockProblems } from "./problems.ts";
export { shippedCalendarWarning } from "./shipped-years.ts";

export type ClockDeps = Omit<ClockParts, "ground"> & TimerDeps;

export function createClock({ queue, hubCall, ...deps }: ClockDeps): Clock {
  const parts: ClockParts = { ...deps, ground: createGroundCache() };
  const timers = defineTimers(parts, { queue, hubCall });
  return {
    routes: clockRouteTable(parts),
    open: (call) => seedCalendar(call),
    startTimers: () => timers.start(),
    start: (call, commitment) => startCommitment(parts, call, commitment),
    pause: (call, id, reason) => pauseCommitment(parts, call, id, reason),
    resume: (call, id, reason) => resumeCommitment(parts, call, id, reason),
    restart: (call, id, reason) => restartCommitment(parts, call, id, reason),
    extend: (call, id, extension) => extendCommitment(parts, call, id, extension),
    askExtension: (call, id, extension) => askExtension(parts, call, id, extension),
    decideExtension: (call, id, decision) => decideExtension(parts, call, id, decision),
    meet: (call, id, done) => meetCommitment(parts, call, id, done),
    drop: (call, id, reason) => dropCommitment(parts, call, id, reason),
    commitmentsOf: async (call, { module, id }) => (await commitmentsAbout(parts, call, module, [id])).get(id) ?? [],
    commitmentsOfMany: (call, module, ids) => commitmentsAbout(parts, call, module, ids),
    commitment: (call, id) => commitmentById(parts, call, id),
    pending: (call, filter) => listCommitments(parts, call, filter),
    foresee: (call, question) => foresee(parts, call, question),
    statistics: (call, period) => publicStatistics(parts, call, period),
    calendar: async (call) => (await parts.ground.read(call.db, dayOf(call.now))).calendar,
    async calendarWarning(call) {
      const today = dayOf(call.now);
      return missingYear((await parts.ground.read(call.db, today)).calendar, today);
    },
    tick: (call) => tick(parts, call),
  };
}
