import { InputNumber, Switch } from "antd";
import { useState } from "react";
import { sharingRoutes, type ViolationRule } from "#contract/sharing";
import {
  Answered,
  AppLink,
  ErrorState,
  PageHead,
  PlainTable,
  StateWord,
  useAnswer,
  useChange,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import type { z } from "zod";
import { useHasRole } from "#shell";
import { recordWords } from "./record-words.ts";
import "./sharing.css";

type Rule = z.infer<typeof ViolationRule>;

/** The sixteen violations as rules: how each is told, its threshold, and how many findings are open. */
export function RulesScreen() {
  const { rules: words, findings } = useWords(recordWords);
  const text = useText();
  const format = useFormat();
  const toast = useToast();
  const hasRole = useHasRole();
  const mayEdit = hasRole(["data-officer"]);
  const answer = useAnswer(sharingRoutes.listRules, {});
  const edit = useChange(sharingRoutes.editRule, ["ledger"]);
  const save = async (rule: Rule, body: { threshold?: number; isOn?: boolean }) => {
    if (await edit.send({ params: { id: rule.id }, body, ifMatch: rule.version })) toast(words.saved(rule.id));
  };
  return (
    <div className="page">
      <PageHead title={words.title} lede={words.lede} crumbs={[{ label: findings.title, href: "/sharing/findings" }]} />
      {edit.problem ? <ErrorState error={edit.problem} /> : null}
      <div style={{ marginTop: 16 }}>
        <Answered answer={answer} what={words.what} rows={8}>
          {({ items }) => (
            <PlainTable
              label={words.title}
              isDense={false}
              columns={[
                { title: words.name, width: "28%" },
                { title: words.side, width: 100 },
                { title: words.method },
                { title: words.threshold, width: 190 },
                { title: words.isOn, width: 90 },
                { title: words.open, width: 90, isFigure: true },
              ]}
              rows={items.map((rule) => ({
                key: rule.id,
                cells: [
                  <span key="name">
                    <span className="l1">{text(rule.title)}</span>
                    <span className="l2">
                      {rule.article} · {rule.id}
                    </span>
                  </span>,
                  words.sides[rule.side],
                  <span key="method" className="s">
                    {text(rule.method)}
                  </span>,
                  <Threshold
                    key="threshold"
                    rule={rule}
                    isHeld={!mayEdit || edit.isSending}
                    onSave={(threshold) => void save(rule, { threshold })}
                  />,
                  mayEdit ? (
                    <Switch
                      key="on"
                      size="small"
                      aria-label={`${words.isOn}：${text(rule.title)}`}
                      checked={rule.isOn}
                      disabled={edit.isSending}
                      onChange={(isOn) => void save(rule, { isOn })}
                    />
                  ) : (
                    <StateWord key="on" icon={rule.isOn ? "check" : "minus"} light>
                      {rule.isOn ? words.on : words.off}
                    </StateWord>
                  ),
                  <AppLink key="open" href={`/sharing/findings?rule=${rule.id}`}>
                    {format.number(rule.open)}
                  </AppLink>,
                ],
              }))}
            />
          )}
        </Answered>
      </div>
    </div>
  );
}

function Threshold({ rule, isHeld, onSave }: { rule: Rule; isHeld: boolean; onSave: (threshold: number) => void }) {
  const { rules: words } = useWords(recordWords);
  const text = useText();
  const format = useFormat();
  const [typed, setTyped] = useState(rule.threshold);
  if (rule.threshold === null) return <span className="none">—</span>;
  const unit = rule.thresholdUnit ? text(rule.thresholdUnit) : "";
  if (isHeld && typed === rule.threshold)
    return (
      <>
        {format.number(rule.threshold)} {unit}
      </>
    );
  return (
    <span className="row g2">
      <InputNumber
        size="small"
        style={{ width: 110 }}
        min={0}
        max={10_000}
        aria-label={words.edit(rule.id)}
        suffix={unit}
        value={typed}
        onChange={setTyped}
      />
      {typed !== null && typed !== rule.threshold ? (
        <button type="button" className="plain-button" disabled={isHeld} onClick={() => onSave(typed)}>
          {words.save}
        </button>
      ) : null}
    </span>
  );
}
