import { Button } from "antd";
import { clockRoutes, type CommitmentFile, type Reminder } from "#contract/clock";
import { ErrorState, Icon, Moment, useChange, useToast, useWords } from "#kit";
import { DepartmentName, useSession } from "#shell";
import { fileWords } from "./file-words.ts";
import { clockWords } from "./words.ts";

/** Who was reminded, and whether it was read; the reader gives the receipt here. */
export function Reminders({ file }: { file: CommitmentFile }) {
  const words = useWords(fileWords).reminders;
  if (file.reminders.length === 0) return null;
  return (
    <section className="section" aria-label={words.title}>
      <h2 className="sub">{words.title}</h2>
      <ul className="desk-list-plain">
        {file.reminders.toReversed().map((reminder) => (
          <li key={reminder.id}>
            <OneReminder reminder={reminder} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneReminder({ reminder }: { reminder: Reminder }) {
  const words = useWords(fileWords).reminders;
  const list = useWords(clockWords).list;
  const { to, seen } = reminder;
  return (
    <>
      <div className="row g2 wrap t13">
        <b>{list.kinds[reminder.kind]}</b>
        <span>
          {words.to} <DepartmentName code={to.department} isPlain />
          {to.person ? ` ${to.person.name}` : ""}
        </span>
        <span className="m">
          {reminder.by} <Moment at={reminder.at} />
        </span>
      </div>
      <p className="t13 s">{reminder.text}</p>
      {seen ? (
        <p className="t12 row g1">
          <Icon name="check" />
          {list.seen(seen.by)} <Moment at={seen.at} />
        </p>
      ) : (
        <Receipt reminder={reminder} />
      )}
    </>
  );
}

/** Only whom it was sent to gives the receipt; the others see that there is none yet. */
export function Receipt({ reminder }: { reminder: Reminder }) {
  const words = useWords(fileWords).reminders;
  const list = useWords(clockWords).list;
  const toast = useToast();
  const { person, department } = useSession();
  const change = useChange(clockRoutes.acknowledge, ["ledger", "home"]);
  const isMine = reminder.to.person ? reminder.to.person.id === person.id : reminder.to.department === department;
  if (!isMine) return <span className="t12 m">{words.unseen}</span>;
  const give = async () => {
    if (await change.send({ params: { id: reminder.id } })) toast(list.done);
  };
  return (
    <>
      <Button size="small" loading={change.isSending} onClick={() => void give()}>
        {list.acknowledge}
      </Button>
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </>
  );
}
