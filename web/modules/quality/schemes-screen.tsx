import { Button } from "antd";
import { useState } from "react";
import { dimensionNames, dimensions } from "#contract/quality";
import { type GradeScheme, qualityRuleRoutes } from "#contract/quality-rules";
import {
  AnsweredPage,
  Form,
  PageHead,
  PlainTable,
  Section,
  Tag,
  TextField,
  today,
  useAnswer,
  useChange,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
  Why,
} from "#kit";
import { ruleWords } from "./rule-words.ts";
import "./quality.css";

/** Schemes of five grades, which one is in force, and how to choose another from a day on. */
export function SchemesScreen() {
  const words = useWords(ruleWords).schemes;
  const answer = useAnswer(qualityRuleRoutes.listSchemes, {});
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {({ items, may }) => (
          <>
            <PageHead title={words.title} lede={words.lede} />
            {items.map((scheme) => (
              <Scheme key={scheme.id} scheme={scheme} mayChoose={may.choose} />
            ))}
          </>
        )}
      </AnsweredPage>
    </div>
  );
}

function Scheme({ scheme, mayChoose }: { scheme: GradeScheme; mayChoose: boolean }) {
  const words = useWords(ruleWords).schemes;
  const text = useText();
  const format = useFormat();
  const [isChoosing, setChoosing] = useState(false);
  const { weights } = scheme;
  const said =
    weights === null
      ? words.product
      : dimensions.map((one) => `${text(dimensionNames[one])} ${format.score(weights[one] ?? 0)}`).join("，");
  return (
    <Section
      title={text(scheme.name)}
      note={scheme.chosenFrom === null ? undefined : words.chosenFrom(format.day(scheme.chosenFrom))}
      more={scheme.isInForce ? <Tag tone="water">{words.inForce}</Tag> : undefined}
      isMajor
    >
      <p className="t13 m">
        {scheme.basis}
        {scheme.isExample ? `　${words.example}` : ""}
      </p>
      <PlainTable
        label={text(scheme.name)}
        columns={[{ title: words.grade }, { title: words.from, width: 120, isFigure: true }]}
        rows={scheme.grades.map((grade) => ({
          key: String(grade.grade),
          cells: [text(grade.name), format.score(grade.from)],
        }))}
      />
      <p className="t13">
        {words.weights}：{said}
      </p>
      {scheme.isInForce ? null : isChoosing ? (
        <ChooseForm scheme={scheme} onClose={() => setChoosing(false)} />
      ) : (
        <div className="row g3 wrap no-print">
          <Button size="small" disabled={!mayChoose} onClick={() => setChoosing(true)}>
            {words.choose}
          </Button>
          {mayChoose ? null : <Why icon="lock">{words.mayNot}</Why>}
        </div>
      )}
    </Section>
  );
}

function ChooseForm({ scheme, onClose }: { scheme: GradeScheme; onClose: () => void }) {
  const words = useWords(ruleWords).schemes;
  const toast = useToast();
  const change = useChange(qualityRuleRoutes.chooseScheme, ["ledger"]);
  const form = useForm({
    id: `choose-${scheme.id}`,
    initial: { from: today() },
    send: (body) => change.sendOrThrow({ params: { id: scheme.id }, body }),
  });
  return (
    <Form
      form={form}
      action={words.choose}
      onCancel={onClose}
      onDone={() => {
        toast(words.chosen);
        onClose();
      }}
    >
      <TextField form={form} name="from" label={words.from2} isRequired />
    </Form>
  );
}
