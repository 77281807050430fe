import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { clockRoutes, type Commitment } from "#contract/clock";
import { BatchBar, callApi, Icon, Note, refresh, useConfirm, useFormat, useToast, useWords, Why } from "#kit";
import { clockWords } from "./words.ts";

interface Failure {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
}

/** Reminds, or supervises, all that are chosen; those the hub refuses are named with its reason and the others are done. */
export function DeskBatch({ chosen, onClear }: { chosen: readonly Commitment[]; onClear: () => void }) {
  const words = useWords(clockWords).batch;
  const format = useFormat();
  const ask = useConfirm();
  const toast = useToast();
  const client = useQueryClient();
  const [busy, setBusy] = useState<"remind" | "callIn" | null>(null);
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const act = async (what: "remind" | "callIn") => {
    const count = format.number(chosen.length);
    const question =
      what === "remind"
        ? { title: words.remindTitle(count), text: words.remindText, action: words.remindAction }
        : { title: words.callInTitle(count), text: words.callInText, action: words.callInAction };
    if (!(await ask(question))) return;
    setBusy(what);
    const failed: Failure[] = [];
    for (const { id, subject } of chosen) {
      try {
        if (what === "remind") await callApi(clockRoutes.remind, { params: { id }, body: {} });
        else await callApi(clockRoutes.callIn, { params: { id }, body: { reason: words.callInReason } });
      } catch (error) {
        failed.push({ id, title: subject.title, sentence: (error as Error).message });
      }
    }
    setFailures(failed);
    setBusy(null);
    toast(words.done(format.number(chosen.length - failed.length)));
    if (failed.length === 0) onClear();
    await refresh(client, ["clock", "ledger"]);
  };
  const departments = new Set(chosen.map(({ owedBy }) => owedBy)).size;
  return (
    <>
      {failures.length === 0 ? null : (
        <Note tone="fault" title={words.someFailed(format.number(failures.length))}>
          <ul>
            {failures.map(({ id, sentence }) => (
              <li key={id}>{sentence}</li>
            ))}
          </ul>
        </Note>
      )}
      <BatchBar count={chosen.length} note={words.note(format.number(departments))} onClear={onClear}>
        <Button
          type="primary"
          size="small"
          icon={<Icon name="bell" />}
          loading={busy === "remind"}
          onClick={() => void act("remind")}
        >
          {words.remind}
        </Button>
        <Button size="small" icon={<Icon name="flag" />} loading={busy === "callIn"} onClick={() => void act("callIn")}>
          {words.callIn}
        </Button>
        <Why>{words.one}</Why>
      </BatchBar>
    </>
  );
}
