import { Button } from "antd";
import { intakeRoutes, type Load } from "#contract/intake";
import {
  Answered,
  AppLink,
  downloadFile,
  ErrorState,
  ExportButton,
  PlainTable,
  Section,
  useAnswer,
  useFormat,
  useText,
  useWords,
  Why,
} from "#kit";
import { useDirtyChanges } from "./dirty-change.ts";
import { dirtyWords } from "./dirty-words.ts";

/** Rejected rows by what is wrong with them: how many, what would mend them, and doing that for all alike at once. */
export function DirtyGroups({ load }: { load: Load }) {
  const words = useWords(dirtyWords);
  const text = useText();
  const format = useFormat();
  const changes = useDirtyChanges(load);
  const answer = useAnswer(intakeRoutes.listDirty, { params: { id: load.id }, query: { limit: 1 } });
  const nameOf = (field: string | null) => {
    const column = load.columns.find((one) => one.action === "load" && one.field === field);
    return column ? text(column.name) : words.wholeRow;
  };
  const hrefOf = (group: { column: string | null; rule: string }) =>
    `/intake/dirty?load=${load.id}&rule=${encodeURIComponent(group.rule)}${group.column === null ? "" : `&column=${group.column}`}`;
  return (
    <Section title={words.groups} note={words.groupsNote}>
      <Answered answer={answer} what={words.what}>
        {({ byRule, byState }) => (
          <>
            {byRule.length === 0 ? null : (
              <PlainTable
                label={words.groups}
                columns={[
                  { title: words.column, width: "18%" },
                  { title: words.why },
                  { title: words.mend },
                  { title: words.same, width: 80, isFigure: true },
                  { title: words.action, width: 190 },
                ]}
                rows={byRule.map((group) => ({
                  key: `${group.column ?? ""} ${group.rule}`,
                  cells: [
                    nameOf(group.column),
                    <span key="why" className="break">
                      {group.count > 1 ? words.forInstance(text(group.text)) : text(group.text)}
                    </span>,
                    text(group.mend),
                    <AppLink key="same" href={hrefOf(group)}>
                      {words.sameRows(format.number(group.count))}
                    </AppLink>,
                    group.suggested === 0 ? (
                      <span key="do" className="t12 m">
                        {words.noSuggestion}
                      </span>
                    ) : (
                      <Button
                        key="do"
                        size="small"
                        disabled={!load.may.mend || changes.isBusy}
                        aria-label={words.adoptOf(format.number(group.suggested), nameOf(group.column))}
                        onClick={() =>
                          void changes.adopt({
                            rule: group.rule,
                            ...(group.column === null ? {} : { column: group.column }),
                          })
                        }
                      >
                        {words.adopt(format.number(group.suggested))}
                      </Button>
                    ),
                  ],
                }))}
              />
            )}
            <DirtyActs load={load} open={byState.open} mended={byState.mended} changes={changes} />
          </>
        )}
      </Answered>
      {changes.problem ? <ErrorState error={changes.problem} /> : null}
    </Section>
  );
}

/** For all rows of the load: put in what is mended, hand the rest back, take the list along. */
function DirtyActs({
  load,
  open,
  mended,
  changes,
}: {
  load: Load;
  open: number;
  mended: number;
  changes: ReturnType<typeof useDirtyChanges>;
}) {
  const words = useWords(dirtyWords);
  const format = useFormat();
  if (!load.may.mend && !load.may.exportDirty) return <Why icon="lock">{words.mayNot}</Why>;
  return (
    <div className="row g2 wrap dirty-acts no-print">
      <Button
        type={mended > 0 ? "primary" : "default"}
        disabled={mended === 0 || changes.isBusy}
        onClick={() => void changes.retry()}
      >
        {words.retry(format.number(mended))}
      </Button>
      {open > 0 && load.may.mend ? (
        <Button disabled={changes.isBusy} onClick={() => void changes.giveBack(open + mended)}>
          {words.returnAll(format.number(open + mended))}
        </Button>
      ) : null}
      {load.may.exportDirty ? (
        <ExportButton
          label={words.export}
          onExport={() => downloadFile(intakeRoutes.exportDirty, { params: { id: load.id } })}
        />
      ) : null}
      <span className="t12 m">{mended === 0 ? words.nothingMended : words.retryText}</span>
    </div>
  );
}
