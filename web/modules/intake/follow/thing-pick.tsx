import { Button, Input, Select } from "antd";
import { useState } from "react";
import { arrivalRoutes } from "#contract/intake-arrivals";
import { isMessagePlace, type PlaceKind } from "#contract/intake-place";
import { Answered, useAnswer, useText, useWords } from "#kit";
import { PlacedThings } from "../placed-things.tsx";
import { placeWords } from "../place-words.ts";

/** Which files of a place, by the pattern of their names, or which stream. */
export function ThingPick({
  source,
  kind,
  value,
  onPick,
}: {
  source: string;
  kind: PlaceKind;
  value: string | undefined;
  onPick: (table: string) => void;
}) {
  return isMessagePlace(kind) ? (
    <StreamPick source={source} value={value} onPick={onPick} />
  ) : (
    <PatternPick source={source} value={value} onPick={onPick} />
  );
}

interface Props {
  readonly source: string;
  readonly value: string | undefined;
  readonly onPick: (table: string) => void;
}

function StreamPick({ source, value, onPick }: Props) {
  const words = useWords(placeWords);
  const answer = useAnswer(arrivalRoutes.lookIntoPlace, { params: { id: source }, query: { pattern: "" } });
  return (
    <Answered answer={answer} what={words.stream}>
      {({ items }) => (
        <div className="field pick">
          <label htmlFor="follow-stream">{words.stream}</label>
          <Select
            id="follow-stream"
            showSearch={{ optionFilterProp: "label" }}
            placeholder={words.pickStream}
            value={value ?? null}
            options={items.map(({ name }) => ({ value: name, label: name }))}
            onChange={(picked: string) => onPick(picked)}
          />
        </div>
      )}
    </Answered>
  );
}

function PatternPick({ source, value, onPick }: Props) {
  const words = useWords(placeWords);
  const text = useText();
  const [typed, setTyped] = useState(value ?? "");
  const [looked, setLooked] = useState(value ?? "");
  const answer = useAnswer(arrivalRoutes.lookIntoPlace, { params: { id: source }, query: { pattern: looked } });
  return (
    <div className="stack g3">
      <div className="field pick">
        <label htmlFor="follow-pattern">{words.pattern}</label>
        <p className="hint" id="follow-pattern-hint">
          {words.patternHint}
        </p>
        <div className="row g2">
          <Input
            id="follow-pattern"
            aria-describedby="follow-pattern-hint"
            className="mono"
            maxLength={200}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onPressEnter={() => setLooked(typed.trim())}
          />
          <Button onClick={() => setLooked(typed.trim())}>{words.fits}</Button>
          <Button type="primary" disabled={typed.trim() === ""} onClick={() => onPick(typed.trim())}>
            {words.next}
          </Button>
        </div>
      </div>
      <Answered answer={answer} what={words.things}>
        {(found) => (
          <>
            <output className="t13 s">{text(found.text)}</output>
            <PlacedThings found={found} />
          </>
        )}
      </Answered>
    </div>
  );
}
