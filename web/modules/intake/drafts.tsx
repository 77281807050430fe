import { Button } from "antd";
import { intakeRoutes } from "#contract/intake";
import {
  AppLink,
  ErrorState,
  Moment,
  PlainTable,
  Section,
  useAnswer,
  useChange,
  useConfirm,
  useGo,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { intakeWords } from "./words.ts";

/** Loads this person has begun and left; nothing where there are none. */
export function Drafts() {
  const words = useWords(intakeWords).sources;
  const go = useGo();
  const { data, error, refetch } = useAnswer(intakeRoutes.listDrafts, {});
  const giveUp = useGiveUp();
  if (error) return <ErrorState error={error} retry={refetch} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={words.drafts} note={words.draftsNote}>
      <PlainTable
        label={words.drafts}
        columns={[
          { title: words.name },
          { title: words.draftFrom, width: "30%" },
          { title: words.department, width: 200 },
          { title: words.draftSaved, width: 130 },
          { title: words.draftDo, width: 170 },
        ]}
        rows={data.items.map((draft) => ({
          key: draft.id,
          cells: [
            <AppLink key="name" href={`/intake/drafts/${draft.id}`}>
              {draft.resourceName || draft.fileName || words.fromDatabase}
            </AppLink>,
            draft.fileName ?? words.fromDatabase,
            <DepartmentName key="department" code={draft.department} isPlain />,
            <Moment key="saved" at={draft.updatedAt} />,
            <span key="do" className="row g2">
              <Button size="small" onClick={() => go(`/intake/drafts/${draft.id}`)}>
                {words.resume}
                <span className="unseen"> {draft.resourceName}</span>
              </Button>
              <Button size="small" type="link" onClick={() => void giveUp.ask(draft)}>
                {words.giveUp}
                <span className="unseen"> {draft.resourceName}</span>
              </Button>
            </span>,
          ],
        }))}
      />
      {giveUp.problem ? <ErrorState error={giveUp.problem} /> : null}
    </Section>
  );
}

/** Asks, then deletes a draft; true where it is gone. */
export function useGiveUp() {
  const words = useWords(intakeWords).sources;
  const confirm = useConfirm();
  const toast = useToast();
  const change = useChange(intakeRoutes.deleteDraft, ["ledger", "home"]);
  return {
    problem: change.problem,
    ask: async (draft: { id: string; resourceName: string }): Promise<boolean> => {
      const isSure = await confirm({
        title: words.giveUpTitle(draft.resourceName),
        text: words.giveUpText,
        action: words.giveUp,
        isDanger: true,
      });
      if (!isSure || !(await change.send({ params: { id: draft.id } }))) return false;
      toast(words.givenUp);
      return true;
    },
  };
}
