import { Button, Input } from "antd";
import { type FormEvent, useId } from "react";
import type { ResourceItem } from "#contract/catalog";
import { useText, useWords, Why } from "#kit";
import { tryWords } from "./try-words.ts";

const sampleRows = "5";

/** A field for each key item; all empty asks for the first few rows, masked, as a sample. */
export function TryForm({
  keys,
  query,
  onChange,
  isRunning,
  onCall,
}: {
  keys: readonly ResourceItem[];
  query: Readonly<Record<string, string>>;
  onChange: (query: Readonly<Record<string, string>>) => void;
  isRunning: boolean;
  onCall: () => void;
}) {
  const words = useWords(tryWords);
  const text = useText();
  const id = useId();
  const take = (field: string, value: string) => {
    const { limit: _limit, [field]: _old, ...others } = query;
    const next = value === "" ? others : { ...others, [field]: value };
    onChange(Object.keys(next).length === 0 ? { limit: sampleRows } : next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCall();
  };
  const isSample = keys.every(({ field }) => (query[field] ?? "") === "");
  return (
    <form className="form try-form" onSubmit={submit} noValidate>
      {keys.map((item) => (
        <div className="field" key={item.field}>
          <label htmlFor={`${id}-${item.field}`}>
            {text(item.name)} <span className="mono m">{item.field}</span>
          </label>
          <div className="control">
            <Input
              id={`${id}-${item.field}`}
              autoComplete="off"
              value={query[item.field] ?? ""}
              maxLength={400}
              onChange={(event) => take(item.field, event.target.value.trim())}
            />
          </div>
        </div>
      ))}
      <div className="row g3 wrap">
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {isSample ? words.sample : words.call}
        </Button>
        <Why>{keys.length === 0 ? words.noKey : isSample ? words.sampleText : words.callText}</Why>
      </div>
    </form>
  );
}
