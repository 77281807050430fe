import { useFormat } from "./language.tsx";
import { None } from "./none.tsx";

/** A point in time as people say it; the full date, weekday and seconds on hover. */
export function Moment({ at, isFull }: { at: string | null; isFull?: boolean }) {
  const format = useFormat();
  if (at === null) return <None />;
  return (
    <time dateTime={at} title={format.full(at)} className="nw">
      {isFull ? format.full(at) : format.moment(at)}
    </time>
  );
}

/** A calendar day: `3月18日 周三`. */
export function Day({ on }: { on: string | null }) {
  const format = useFormat();
  return on === null ? (
    <None />
  ) : (
    <time dateTime={on} className="nw">
      {format.day(on)}
    </time>
  );
}
