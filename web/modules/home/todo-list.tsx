import type { Role } from "#contract/identity";
import {
  EmptyState,
  ErrorState,
  LinkIfThere,
  LoadingState,
  PlainTable,
  Section,
  useFormat,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { type Todo, type TodoKey, todoKeys, useTodos } from "./todos.ts";
import { homeWords } from "./words.ts";

/** What waits, with its number and what to do; what was looked at in vain is said in one line. */
export function Todos({ roles, department }: { roles: readonly Role[]; department: string | null }) {
  const words = useWords(homeWords);
  const format = useFormat();
  const { language } = useLanguage();
  const todos = useTodos(roles, department);
  const waiting = todos.filter((todo) => (todo.count ?? 0) > 0);
  const none = todos.filter((todo) => todo.count === 0);
  const failed = todos.find((todo) => todo.error !== null);
  const isCounting = todos.some((todo) => todo.count === null && todo.error === null);
  const total = waiting.reduce((sum, todo) => sum + (todo.count ?? 0), 0);
  const say = useTodoWords();
  const looked = none.map((todo) => say(todo).what).join(language === "zh" ? "、" : ", ");
  return (
    <Section title={words.waiting} note={waiting.length > 0 ? words.waitingNote(format.number(total)) : undefined}>
      {waiting.length > 0 ? <TodoTable todos={waiting} /> : null}
      {isCounting && waiting.length === 0 ? <LoadingState what={words.looking} rows={4} /> : null}
      {failed?.error ? <ErrorState error={failed.error} /> : null}
      {!isCounting && waiting.length === 0 && !failed ? (
        <EmptyState title={words.nothing}>{looked === "" ? null : words.nothingText(looked)}</EmptyState>
      ) : null}
      {waiting.length > 0 && looked !== "" ? (
        <p className="t12 m" style={{ marginTop: 8 }}>
          {words.looked(looked)}
        </p>
      ) : null}
    </Section>
  );
}

function TodoTable({ todos }: { todos: readonly Todo[] }) {
  const words = useWords(homeWords);
  const say = useTodoWords();
  const format = useFormat();
  return (
    <PlainTable
      label={words.waiting}
      isDense={false}
      columns={[
        { title: words.what, width: "34%" },
        { title: words.count, width: 90, isFigure: true },
        { title: words.doIt },
      ]}
      rows={todos.map((todo) => ({
        key: todo.key,
        cells: [
          <LinkIfThere key="what" href={todo.href} className="l1">
            {say(todo).what}
          </LinkIfThere>,
          <b key="count" className="todo-count">
            <LinkIfThere href={todo.href}>{format.number(todo.count ?? 0)}</LinkIfThere>
          </b>,
          <span key="text" className="s">
            {say(todo).text}
          </span>,
        ],
      }))}
    />
  );
}

/** What waits and what to do about it: in the module's own title where it brought one. */
function useTodoWords(): (todo: Todo) => { what: string; text: string } {
  const words = useWords(homeWords);
  const text = useText();
  return ({ key, title }) => {
    if (title !== null) return { what: text(title), text: words.sharing[key] ?? words.open };
    return isOwn(key) ? words.todos[key] : { what: key, text: "" };
  };
}

const isOwn = (key: string): key is TodoKey => todoKeys.some((one) => one === key);
