import { gateRoutes, type GateExport } from "#contract/gate";
import { addressOf, CopyCode, Day, Icon, StateWord, useFormat, useText, useWords } from "#kit";
import { JobProgress, useRunningJob } from "#shell";
import { fileWords } from "./file-words.ts";

/** How far a file is, live while it is being made; then the download, which a broken line goes on with. */
export function ExportState({ file }: { file: GateExport }) {
  const words = useWords(fileWords).state;
  const text = useText();
  switch (file.state) {
    case "queued":
    case "running":
      return file.jobId === null ? (
        <StateWord icon="running">{words.queued}</StateWord>
      ) : (
        <Running jobId={file.jobId} />
      );
    case "ready":
      return (
        <a className="chip" href={addressOf(gateRoutes.downloadExport, { params: { id: file.id } })} download>
          <Icon name="download" />
          {words.download}
        </a>
      );
    case "failed":
      return (
        <StateWord icon="fault" tone="fault">
          {file.problem ? text(file.problem) : words.failed}
        </StateWord>
      );
    case "expired":
      return <StateWord icon="retired">{words.expired}</StateWord>;
  }
}

function Running({ jobId }: { jobId: string }) {
  const job = useRunningJob(jobId);
  return job ? <JobProgress job={job} isShort /> : null;
}

/** Size, rows, checksum, and until when it can be fetched. */
export function ExportFacts({ file }: { file: GateExport }) {
  const words = useWords(fileWords).facts;
  const format = useFormat();
  return (
    <span className="export-facts">
      {file.rowCount === null ? null : <span>{words.rows(format.number(file.rowCount))}</span>}
      {file.sizeBytes === null ? null : <span>{format.bytes(file.sizeBytes)}</span>}
      {file.sha256 === null ? null : (
        <span title={file.sha256}>
          <CopyCode code={file.sha256} label="SHA-256 " />
        </span>
      )}
      {file.state === "ready" ? (
        <span>
          {words.until} <Day on={file.expiresAt.slice(0, 10)} />
        </span>
      ) : null}
    </span>
  );
}
