import type { LegalBasis, ShareClass } from "#contract/catalog";
import type { RowCondition } from "#contract/gate";
import type { NetworkZone } from "#contract/registry";
import type {
  AnswerDraft,
  AnswerKind,
  ApplicationState,
  BasisKind,
  CaseKind,
  CaseState,
  CorrectionState,
  DemandState,
  DisputeState,
  Minutes,
  OrderState,
  RequestKind,
  RequestState,
} from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import type { ApplicationEdit } from "#contract/sharing";

/** Who did it and when (ISO 8601). */
export interface Signature {
  readonly by: string;
  readonly at: string;
}

export interface DemandBody {
  readonly need: string;
  readonly scene: string;
  readonly assigned: {
    readonly department: string;
    readonly note: string;
    readonly dueOn: string | null;
    readonly answer: string | null;
  } | null;
  readonly note: string;
  readonly applicationId: string | null;
  readonly by: string;
  readonly closedAt: string | null;
  readonly commitment: string | null;
}

/** What an application says; every field may still be empty in a draft. */
export type ApplicationForm = Required<{
  [Name in keyof ApplicationEdit]: NonNullable<ApplicationEdit[Name]> | null;
}> & {
  readonly title: string;
  readonly scene: string;
  readonly purpose: string;
  readonly basis: string[];
  readonly lines: { resourceId: string; items: string[]; scope: RowCondition[] }[];
  readonly mode: NonNullable<ApplicationEdit["mode"]>;
  readonly zone: NetworkZone;
  readonly systemName: string;
};

export interface ApplicationBody {
  readonly form: ApplicationForm;
  readonly requestKind: RequestKind;
  readonly precedes: string | null;
  readonly demandId: string | null;
  readonly signed: Signature | null;
  readonly returned: (Signature & { readonly reason: string }) | null;
  readonly by: string;
  /** Person whose basket it is. */
  readonly owner: string;
}

/** A line as it was when it was sent: what the catalog said then stays on file. */
export interface StoredLine {
  readonly resourceId: string;
  readonly items: readonly string[];
  readonly scope: readonly RowCondition[];
  readonly resourceName: string;
  readonly resourceCode: string | null;
  readonly department: string;
  readonly shareClass: ShareClass;
  readonly useConditions: string;
  readonly legalBasis: LegalBasis | null;
  readonly itemNames: readonly {
    readonly field: string;
    readonly name: Bilingual;
    readonly grade: string;
    readonly isPersonal: boolean;
    readonly isKey: boolean;
  }[];
}

export interface CitedBasis {
  readonly id: string;
  readonly kind: BasisKind;
  readonly title: string;
  readonly article: string;
}

export interface RequestBody {
  readonly requestKind: RequestKind;
  readonly precedes: string | null;
  readonly applicationNumber: string;
  readonly scene: string;
  readonly purpose: string;
  readonly basis: readonly CitedBasis[];
  readonly lines: readonly StoredLine[];
  readonly mode: ApplicationForm["mode"];
  readonly dailyCalls: number | null;
  readonly fromOn: string | null;
  readonly untilOn: string | null;
  readonly zone: NetworkZone;
  readonly systemId: string | null;
  readonly systemName: string;
  readonly handler: string | null;
  readonly requesterSigned: Signature;
  readonly providerSigned: (Signature & { readonly isByRule: boolean }) | null;
  readonly supplement:
    | (Signature & {
        readonly asked: readonly string[];
        readonly answer: string | null;
        readonly answeredAt: string | null;
      })
    | null;
  readonly answer: AnswerDraft | null;
  readonly answerReturned: (Signature & { readonly reason: string; readonly isBureau: boolean }) | null;
  readonly aggregation: readonly Bilingual[];
  readonly commitment: (Signature & { readonly text: string; readonly clientId: string }) | null;
  readonly grants: readonly { readonly id: string; readonly resourceId: string }[];
  readonly disposal:
    | (Signature & {
        readonly receipt: string;
        readonly method: string;
        readonly systems: string;
        readonly witness: string;
        readonly disposedOn: string;
        readonly confirmedBy: string | null;
      })
    | null;
  readonly ended: (Signature & { readonly reason: string; readonly demands: string }) | null;
  /** Where a suspended one goes back to. */
  readonly resumeTo: RequestState | null;
  readonly refusalsReturned: number;
  readonly clocks: { readonly answer: string | null; readonly supply: string | null; readonly disposal: string | null };
}

export interface CaseBody {
  readonly caseKind: CaseKind;
  readonly misuse: "beyond-scope" | "other-purpose" | "third-party" | "security" | null;
  readonly requestNumber: string;
  readonly reason: string;
  readonly evidence: readonly number[];
  readonly rectifyBy: string | null;
  readonly rectification: (Signature & { readonly text: string }) | null;
  readonly consultation: Minutes | null;
  readonly filing: (Signature & { readonly note: string }) | null;
  readonly openedBy: string;
  readonly closedAt: string | null;
  readonly commitment: string | null;
}

export interface DisputeBody {
  readonly requestNumber: string;
  readonly claim: string;
  readonly steps: readonly (Signature & { readonly step: DisputeState; readonly minutes: Minutes })[];
  readonly outcome:
    | (Signature & { readonly kind: "answer-anew" | "upheld" | "withdrawn"; readonly text: string })
    | null;
  readonly coordinator: Bilingual;
  readonly openedBy: string;
  readonly commitment: string | null;
}

export interface CorrectionBody {
  readonly resourceName: string;
  readonly field: string;
  readonly fieldName: Bilingual;
  readonly requestId: string | null;
  /** Base64 of the sealed record key and values; nothing of them stands anywhere else. */
  readonly sealed: string;
  readonly evidence: string;
  readonly answer: (Signature & { readonly text: string }) | null;
  readonly told: readonly { readonly department: string; readonly at: string }[];
  readonly by: string;
  readonly commitment: string | null;
}

export interface OrderTask {
  readonly id: string;
  readonly department: string;
  readonly task: string;
  readonly dueOn: string;
  readonly answer: string | null;
  readonly evidence: readonly string[];
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
}

export interface OrderBody {
  readonly content: string;
  readonly helpers: readonly string[];
  readonly dueOn: string;
  readonly level: "blue" | "orange" | "red";
  readonly subject: { readonly kind: string; readonly id: string; readonly name: string; readonly href: string } | null;
  readonly tasks: readonly OrderTask[];
  readonly report: (Signature & { readonly text: string; readonly evidence: readonly string[] }) | null;
  readonly outcome: string | null;
  readonly issuedBy: string;
  readonly closedAt: string | null;
  readonly commitment: string | null;
}

/** What differs from kind to kind. */
export interface Kinds {
  demand: { state: DemandState; body: DemandBody };
  application: { state: ApplicationState; body: ApplicationBody };
  request: { state: RequestState; body: RequestBody };
  case: { state: CaseState; body: CaseBody };
  dispute: { state: DisputeState; body: DisputeBody };
  correction: { state: CorrectionState; body: CorrectionBody };
  order: { state: OrderState; body: OrderBody };
}
export type Kind = keyof Kinds;

/** A file (卷): the spine every kind has, and its own body. */
export interface File<Of extends Kind> {
  readonly id: string;
  readonly kind: Of;
  readonly number: string;
  readonly title: string;
  readonly state: Kinds[Of]["state"];
  readonly stateSince: Date;
  /** Who asks. */
  readonly department: string;
  /** Who provides or answers. */
  readonly provider: string | null;
  /** Every department that may see it. */
  readonly parties: readonly string[];
  /** Id of the application (of a request) or request (of a case, dispute). */
  readonly about: string | null;
  readonly resources: readonly string[];
  readonly shareClass: ShareClass | null;
  readonly answerKind: AnswerKind | null;
  readonly sentAt: Date | null;
  readonly answeredAt: Date | null;
  readonly body: Kinds[Of]["body"];
  readonly searchText: string;
  readonly isInvented: boolean;
  readonly createdAt: Date;
  readonly version: number;
}

/** Prefixes of numbers, as people read them. */
export const numberPrefixes: Readonly<Record<Kind, string>> = {
  demand: "XQ",
  application: "SQ",
  request: "GX",
  case: "CZ",
  dispute: "ZY",
  correction: "JH",
  order: "DD",
};

export const kindWords: Readonly<Record<Kind, Bilingual>> = {
  demand: { zh: "需求", en: "demand" },
  application: { zh: "申请单", en: "application" },
  request: { zh: "共享申请", en: "request" },
  case: { zh: "处置", en: "case" },
  dispute: { zh: "争议", en: "dispute" },
  correction: { zh: "校核", en: "correction" },
  order: { zh: "调度令", en: "order" },
};

/** Addresses of the pages. */
const folders: Readonly<Record<Kind, string>> = {
  demand: "demands",
  application: "applications",
  request: "requests",
  case: "cases",
  dispute: "disputes",
  correction: "corrections",
  order: "orders",
};
export const hrefOf = (file: { readonly kind: Kind; readonly id: string }): string =>
  `/sharing/${folders[file.kind]}/${file.id}`;
