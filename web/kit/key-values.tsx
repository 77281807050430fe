import type { ReactNode } from "react";
import { None } from "./none.tsx";

export interface KeyValue {
  readonly key: string;
  readonly value: ReactNode;
  /** Takes the whole line in a grid of facts. */
  readonly isWide?: boolean;
}

const shown = (items: readonly (KeyValue | null)[]) => items.filter((item) => item !== null);
const orDash = (value: ReactNode) => (value === null || value === undefined || value === "" ? <None /> : value);

/** Facts in two columns, name and value; null leaves a line out. */
export const KeyValues = ({ items }: { items: readonly (KeyValue | null)[] }) => (
  <dl className="kv">
    {shown(items).map(({ key, value }) => [<dt key={`${key} name`}>{key}</dt>, <dd key={key}>{orDash(value)}</dd>])}
  </dl>
);

/** Facts of a record in a grid of three (two on a phone), name above value. */
export const Facts = ({ items }: { items: readonly (KeyValue | null)[] }) => (
  <dl className="facts">
    {shown(items).map(({ key, value, isWide }) => (
      <div key={key} className={isWide ? "wide" : undefined}>
        <dt>{key}</dt>
        <dd>{orDash(value)}</dd>
      </div>
    ))}
  </dl>
);
