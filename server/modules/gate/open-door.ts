import type { RowCondition } from "#contract/gate";
import type { OpenFormat } from "#contract/portal";
import type { OpenPoint } from "#contract/portal-point";
import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import type { Progress } from "#kernel/jobs/jobs";
import type { FileFacts } from "./file-answer.ts";
import type { Value } from "./read-rows.ts";

/** Under which open grant, and whose key was shown where it is conditional. */
export interface OpenUnder {
  readonly grantId: string;
  readonly resourceId: string;
  /** The client the grant names; null where it is for everybody. */
  readonly client: string | null;
  /** The open dataset it is given out as: its id stands in the ledger beside the resource. */
  readonly dataset: string;
}

export interface OpenRowsAsk extends OpenUnder {
  readonly fields: readonly string[];
  readonly filters: readonly RowCondition[];
  /** Filters as an address says them: `{field}`, `{field}.gte`, `{field}.lte`, `{field}.prefix`. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly order: readonly { readonly field: string; readonly down: boolean }[];
  readonly limit: number;
  readonly offset: number;
}

export interface OpenRowsFound {
  /** One object for each row, in order. */
  readonly items: Record<string, Value>[];
  readonly total: number;
  readonly loadedAt: Date | null;
}

export interface OpenFilesAsk extends OpenUnder {
  readonly formats: readonly OpenFormat[];
  readonly point: OpenPoint | null;
  /** First sheet of a workbook, in pairs. */
  readonly about: readonly (readonly [string, string])[];
  /** Is shown every row as it leaves, once, in order, with its columns. */
  readonly see: (fields: readonly string[], values: readonly Value[]) => void;
}

export interface OpenFile {
  readonly format: OpenFormat;
  /** In the hub's files. */
  readonly fileId: string;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly rowCount: number;
  readonly entry: number;
}

/** A column as it leaves. */
export interface OpenColumn {
  readonly field: string;
  readonly isMasked: boolean;
  readonly isSuppressed: boolean;
}

export interface OpenFilesMade {
  readonly files: OpenFile[];
  readonly columns: readonly OpenColumn[];
  readonly rowCount: number;
  readonly loadId: string | null;
  readonly loadedAt: Date | null;
}

export interface OpenDownloadAsk extends OpenUnder {
  readonly file: FileFacts;
  readonly format: OpenFormat;
  readonly rowCount: number;
}

/** What leaves for everybody: the same decision, masks and ledger as everything else. */
export interface OpenGate {
  /** Rows under an open grant, on the ledger before they are answered. @throws Problem of the gate's refusals */
  rows(call: Call, ask: OpenRowsAsk, from: Pick<RequestFacts, "remoteAddress">): Promise<OpenRowsFound>;
  /** Writes the files of one version; all of the same rows. Nothing has left yet. @throws Problem of the gate's refusals */
  writeFiles(call: Call, ask: OpenFilesAsk, report: Progress): Promise<OpenFilesMade>;
  /** A file, or the part of it asked for; a grant that was ended stops it. */
  download(
    call: Call,
    ask: OpenDownloadAsk,
    request: Pick<RequestFacts, "remoteAddress" | "header">,
  ): Promise<RawAnswer>;
}
