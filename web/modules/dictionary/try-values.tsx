import { Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { type DataElement, dictionaryRoutes } from "#contract/dictionary";
import { ErrorState, None, PlainTable, Section, StateWord, useChange, useFormat, useText, useWords } from "#kit";
import { dictionaryWords } from "./words.ts";

const most = 200;

/** Values put to the element's type, code set and check by the hub itself; what it says here it says at loading. */
export function TryValues({ element }: { element: DataElement }) {
  const words = useWords(dictionaryWords).tryBox;
  const text = useText();
  const format = useFormat();
  const id = useId();
  const [typed, setTyped] = useState("");
  const check = useChange(dictionaryRoutes.checkValues);
  const [results, setResults] = useState<Awaited<ReturnType<typeof check.send>>>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const values = typed.replace(/\n$/, "").split("\n").slice(0, most);
    setResults(await check.send({ params: { id: element.id }, body: { values } }));
  };
  const good = results?.results.filter((result) => result.isValid).length ?? 0;
  return (
    <Section title={words.title} note={words.note}>
      <form onSubmit={(event) => void send(event)}>
        <div className="field">
          <label htmlFor={id}>{words.label}</label>
          <div className="control">
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 2, maxRows: 10 }}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
        </div>
        <Button htmlType="submit" loading={check.isSending}>
          {words.action}
        </Button>
      </form>
      {check.problem ? <ErrorState error={check.problem} /> : null}
      {results ? (
        <div style={{ marginTop: 12 }}>
          <output className="t13 s">
            {words.summary(format.number(good), format.number(results.results.length - good))}
          </output>
          <PlainTable
            label={words.title}
            columns={[
              { title: words.value },
              { title: words.result },
              { title: words.cleaned },
              { title: words.masked },
            ]}
            rows={results.results.map((result, index) => ({
              key: `${index} ${result.value}`,
              cells: [
                <span key="value" className={result.isValid ? undefined : "bad"}>
                  {result.value === "" ? words.empty : result.value}
                </span>,
                result.isValid ? (
                  <StateWord key="result" icon="check" tone="good">
                    {words.valid}
                  </StateWord>
                ) : (
                  <span key="result" className="row g2 wrap">
                    <StateWord icon="fault" tone="fault">
                      {words.invalid}
                    </StateWord>
                    {result.reason ? text(result.reason) : null}
                  </span>
                ),
                result.cleaned === null || result.cleaned === result.value ? <None key="cleaned" /> : result.cleaned,
                result.masked,
              ],
            }))}
          />
        </div>
      ) : null}
    </Section>
  );
}
