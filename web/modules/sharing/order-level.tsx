import { type Order, orderLevelNames } from "#contract/sharing";
import { PromiseWord, useFormat, useText, useWords } from "#kit";
import { orderWords } from "./order-words.ts";

const signals = { blue: "reminder", orange: "warning", red: "overdue" } as const;

/** Level of supervision: the clock's own signal, with its word. */
export function OrderLevel({ level }: { level: Order["level"] }) {
  const words = useWords(orderWords).list;
  const text = useText();
  return <PromiseWord state={signals[level]}>{words.levelOf(text(orderLevelNames[level]))}</PromiseWord>;
}

/** Working days to the wanted day. */
export function OrderLeft({ order }: { order: Pick<Order, "workingDaysLeft" | "state"> }) {
  const words = useWords(orderWords).list;
  const format = useFormat();
  const { workingDaysLeft: left, state } = order;
  if (left === null || state === "closed" || state === "cancelled") return <span className="none">—</span>;
  return (
    <PromiseWord state={left < 0 ? "overdue" : left <= 1 ? "warning" : left <= 3 ? "reminder" : "on-time"}>
      {left < 0 ? words.lateDays(format.number(-left)) : words.leftDays(format.number(left))}
    </PromiseWord>
  );
}
