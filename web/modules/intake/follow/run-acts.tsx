import { Button } from "antd";
import { followRoutes, type Run } from "#contract/intake-follow";
import { ErrorState, Icon, NextActions, useChange, useConfirm, useFormat, useGo, useToast, useWords } from "#kit";
import { runWords } from "./run-words.ts";

/** What can be done about a run now. */
export function RunActs({ run }: { run: Run }) {
  const words = useWords(runWords);
  const format = useFormat();
  const go = useGo();
  const ask = useConfirm();
  const toast = useToast();
  const others = ["operations", "ledger", "home"];
  const cancel = useChange(followRoutes.cancelRun, others);
  const again = useChange(followRoutes.runFollow, others);
  const stop = async () => {
    const question = { title: words.stopTitle(run.resourceName), text: words.stopText, action: words.stop };
    if ((await ask({ ...question, isDanger: true })) && (await cancel.send({ params: { id: run.id } })))
      toast(words.stopped);
  };
  const retry = async () => {
    const made = await again.send({ params: { id: run.followId }, body: {} });
    if (!made) return;
    toast(words.retried);
    go(`/intake/runs/${made.id}`);
  };
  const { rejected } = run.counts;
  const { entry, loadId } = run;
  const refusal = cancel.problem ?? again.problem;
  return (
    <>
      <NextActions
        label={words.now}
        actions={[
          ...(run.endedAt === null
            ? [
                {
                  key: "stop",
                  button: (
                    <Button
                      danger={run.may.cancel}
                      disabled={!run.may.cancel}
                      icon={run.may.cancel ? undefined : <Icon name="lock" />}
                      loading={cancel.isSending}
                      onClick={() => void stop()}
                    >
                      {words.stop}
                    </Button>
                  ),
                  text: run.may.cancel ? words.stopText : words.mayNotStop,
                },
              ]
            : []),
          ...(run.may.retry
            ? [
                {
                  key: "retry",
                  button: (
                    <Button type="primary" loading={again.isSending} onClick={() => void retry()}>
                      {words.retry}
                    </Button>
                  ),
                  text: words.retryText,
                },
              ]
            : []),
          ...(rejected > 0 && loadId !== null
            ? [
                {
                  key: "dirty",
                  button: (
                    <Button type="primary" onClick={() => go(`/intake/dirty?load=${loadId}`)}>
                      {words.dirty(format.number(rejected))}
                    </Button>
                  ),
                  text: words.dirtyText,
                },
              ]
            : []),
          {
            key: "follow",
            button: <Button onClick={() => go(`/intake/follows/${run.followId}`)}>{words.toFollow}</Button>,
            text: words.toFollowText,
          },
          ...(entry === null
            ? []
            : [
                {
                  key: "ledger",
                  button: (
                    <Button icon={<Icon name="shield" />} onClick={() => go(`/ledger/${entry}`)}>
                      {words.ledger}
                    </Button>
                  ),
                  text: words.ledgerText,
                },
              ]),
        ]}
      />
      {refusal ? <ErrorState error={refusal} /> : null}
    </>
  );
}
