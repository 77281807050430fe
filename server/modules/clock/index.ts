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
