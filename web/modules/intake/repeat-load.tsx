import { Button } from "antd";
import { useState } from "react";
import { intakeRoutes, type Load } from "#contract/intake";
import { ErrorState, FileDrop, Section, uploadFile, useChange, useGo, useWords, Why } from "#kit";
import { useHasRole } from "#shell";
import { useBegin } from "./begin-load.ts";
import { loaders } from "./workers.ts";
import { receiptWords } from "./receipt-words.ts";

/** Loads the resource once more with the mapping that is saved: from its database, or from a new file. */
export function RepeatLoad({ load }: { load: Load }) {
  const words = useWords(receiptWords).receipt;
  const hasRole = useHasRole();
  const go = useGo();
  const begin = useBegin(load.resourceId);
  const change = useChange(intakeRoutes.repeatLoad, ["operations", "catalog", "ledger"]);
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const start = async (fileId: string | null) => {
    const made = await change.sendOrThrow({ params: { id: load.resourceId }, body: { fileId } });
    go(`/intake/loads/${made.id}`);
  };
  const attempt = async (work: () => Promise<void>) => {
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      setRefusal(error as Error);
    } finally {
      setShare(null);
    }
  };
  const fromFile = (file: File) =>
    attempt(async () => {
      const { fileId } = await uploadFile(intakeRoutes.uploadFile, {
        query: { name: file.name, department: load.department },
        file,
        onProgress: setShare,
      });
      await start(fileId);
    });
  const { sourceId } = load;
  const isFile = sourceId === null;
  const afresh = () =>
    isFile
      ? go(`/intake/new?resource=${load.resourceId}`)
      : void begin.fromSource({ id: sourceId, name: load.table, department: load.department });
  if (!hasRole(loaders)) return null;
  return (
    <div className="no-print">
      <Section title={isFile ? words.againFile : words.again} note={isFile ? words.againFileText : undefined}>
        {refusal ? <ErrorState error={refusal} /> : null}
        {begin.refusal ? <ErrorState error={begin.refusal.error} /> : null}
        {isFile ? (
          <FileDrop share={share} onFile={(file) => void fromFile(file)} />
        ) : (
          <div className="row g3 wrap">
            <Button loading={change.isSending} onClick={() => void attempt(() => start(null))}>
              {words.again}
            </Button>
            <Why>{words.againText}</Why>
          </div>
        )}
        <div className="row g3 wrap" style={{ marginTop: 8 }}>
          <Button size="small" loading={begin.doing !== null} onClick={afresh}>
            {words.afresh}
          </Button>
          <Why>{words.afreshText}</Why>
        </div>
      </Section>
    </div>
  );
}
