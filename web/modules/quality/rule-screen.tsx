import { Button } from "antd";
import { useState } from "react";
import { catalogRoutes } from "#contract/catalog";
import { qualityRuleRoutes, ruleKindNames } from "#contract/quality-rules";
import type { RouteAnswer } from "#contract/route";
import {
  Answered,
  AnsweredPage,
  AppLink,
  Day,
  Facts,
  Form,
  Icon,
  Moment,
  NextActions,
  PageHead,
  PlainTable,
  Section,
  Tag,
  TextField,
  today,
  useAddressPart,
  useAnswer,
  useChange,
  useForm,
  useFormat,
  useText,
  useToast,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { DimensionText, RuleForm } from "./rule-form.tsx";
import { ruleFormWords } from "./rule-form-words.ts";
import { ruleWords } from "./rule-words.ts";
import { qualityWords } from "./words.ts";
import "./quality.css";

type Rule = RouteAnswer<typeof qualityRuleRoutes.writtenRule>;

/** A written rule: what it says now, its versions, and a new version or its end. */
export function RuleScreen() {
  const words = useWords(ruleWords).page;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(qualityRuleRoutes.writtenRule, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(rule) => <RulePage key={rule.version} rule={rule} />}
      </AnsweredPage>
    </div>
  );
}

function RulePage({ rule }: { rule: Rule }) {
  const words = useWords(ruleWords);
  const text = useText();
  const format = useFormat();
  const [open, setOpen] = useState<"revise" | "retire" | null>(null);
  const { current } = rule;
  return (
    <>
      <PageHead
        title={text(current.text)}
        crumbs={[
          { label: words.list.title, href: "/quality/rules" },
          { label: rule.resourceName, href: `/quality/resources/${rule.resourceId}/rules` },
        ]}
        tags={<Tag>{words.states[rule.state]}</Tag>}
        meta={
          <>
            <span className="mono">{rule.rule}</span>
            <DepartmentName code={rule.department} />
          </>
        }
      />
      <Acts rule={rule} open={setOpen} />
      {open === "retire" ? <RetireForm rule={rule} onClose={() => setOpen(null)} /> : null}
      {open === "revise" ? <ReviseForm rule={rule} onClose={() => setOpen(null)} /> : null}
      <Section title={words.page.what}>
        <Facts
          items={[
            {
              key: words.page.resource,
              value: <AppLink href={`/quality/resources/${rule.resourceId}`}>{rule.resourceName}</AppLink>,
            },
            { key: words.list.kind, value: text(ruleKindNames[rule.kind]) },
            { key: words.page.dimension, value: <DimensionText dimension={current.dimension} /> },
            { key: words.page.weight, value: format.score(current.weight) },
            { key: words.page.since, value: <Day on={current.effectiveOn} /> },
            { key: words.page.basis, value: current.basis },
            rule.pack === null ? null : { key: words.page.pack, value: rule.pack },
          ]}
        />
      </Section>
      <Versions rule={rule} />
    </>
  );
}

function Acts({ rule, open }: { rule: Rule; open: (act: "revise" | "retire") => void }) {
  const words = useWords(ruleWords).page;
  const button = (act: "revise" | "retire", may: boolean, label: string) => (
    <Button disabled={!may} icon={may ? undefined : <Icon name="lock" />} onClick={() => open(act)}>
      {label}
    </Button>
  );
  return (
    <NextActions
      label={words.now}
      actions={[
        {
          key: "revise",
          button: button("revise", rule.may.edit, words.revise),
          text: rule.may.edit ? words.reviseText : words.mayNot,
        },
        {
          key: "retire",
          button: button("retire", rule.may.retire, words.retire),
          text: rule.may.retire ? words.retireText : words.mayNot,
        },
      ]}
    />
  );
}

function Versions({ rule }: { rule: Rule }) {
  const words = useWords(ruleWords);
  const text = useText();
  const format = useFormat();
  return (
    <Section title={words.page.versions} isMajor>
      <PlainTable
        label={words.page.versions}
        columns={[
          { title: words.page.text },
          { title: words.page.number, width: 70, isFigure: true },
          { title: words.page.since, width: 220 },
          { title: words.page.weight, width: 70, isFigure: true },
          { title: words.page.by, width: 220 },
        ]}
        rows={rule.versions.map((version) => ({
          key: String(version.number),
          cells: [
            text(version.text),
            format.number(version.number),
            <span key="since">
              <Day on={version.effectiveOn} />
              {version.endsOn === null ? null : (
                <>
                  {" "}
                  {words.page.until} <Day on={version.endsOn} />
                </>
              )}
            </span>,
            format.score(version.weight),
            <span key="by">
              {version.writtenBy} <Moment at={version.writtenAt} />
            </span>,
          ],
        }))}
      />
    </Section>
  );
}

function ReviseForm({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const words = useWords(ruleWords);
  const { form } = useWords(ruleFormWords);
  const said = useWords(qualityWords).resource;
  const toast = useToast();
  const answer = useAnswer(catalogRoutes.getResource, { params: { id: rule.resourceId } });
  const change = useChange(qualityRuleRoutes.reviseRule, ["ledger"]);
  const [newest] = rule.versions;
  return (
    <Section title={words.page.revise} isMajor>
      <Answered answer={answer} what={said.what}>
        {(resource) => (
          <RuleForm
            resource={resource}
            {...(newest ? { version: newest } : {})}
            action={form.revise}
            note={form.reviseText}
            send={(body) => change.sendOrThrow({ params: { id: rule.id }, body, ifMatch: rule.version })}
            onDone={() => {
              toast(form.saved);
              onClose();
            }}
            onCancel={onClose}
          />
        )}
      </Answered>
    </Section>
  );
}

function RetireForm({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const words = useWords(ruleWords).page;
  const toast = useToast();
  const change = useChange(qualityRuleRoutes.retireRule, ["ledger"]);
  const form = useForm({
    id: "retire",
    initial: { retiredOn: today(), reason: "" },
    send: (body) => change.sendOrThrow({ params: { id: rule.id }, body, ifMatch: rule.version }),
  });
  return (
    <Section title={words.retire} isMajor>
      <Form
        form={form}
        action={words.retire}
        note={words.retireText}
        onCancel={onClose}
        onDone={() => {
          toast(words.retired);
          onClose();
        }}
      >
        <TextField form={form} name="retiredOn" label={words.retiredOn} isRequired />
        <TextField form={form} name="reason" label={words.reason} lines={2} maxLength={400} isRequired />
      </Form>
    </Section>
  );
}
