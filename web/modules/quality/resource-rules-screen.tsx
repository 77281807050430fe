import { Button } from "antd";
import { catalogRoutes, type Resource } from "#contract/catalog";
import { dimensionNames, qualityRoutes } from "#contract/quality";
import { qualityRuleRoutes, ruleKindNames } from "#contract/quality-rules";
import type { RouteAnswer } from "#contract/route";
import {
  Answered,
  AnsweredPage,
  AppLink,
  ErrorState,
  Icon,
  LinkIfThere,
  NextActions,
  PageHead,
  PlainTable,
  Section,
  Tag,
  today,
  useAddressPart,
  useAnswer,
  useChange,
  useFormat,
  useGo,
  useText,
  useToast,
  useWords,
} from "#kit";
import { useDepartments, useHasRole } from "#shell";
import { Proposals } from "./proposals.tsx";
import { ruleWords } from "./rule-words.ts";
import { useResourceName } from "./resource-name.ts";
import { qualityWords } from "./words.ts";
import "./quality.css";

/** Every rule the next check of a resource puts, wherever it comes from; and packs that would add some. */
export function ResourceRulesScreen() {
  const words = useWords(ruleWords).resource;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <RulesOf resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function RulesOf({ resource }: { resource: Resource }) {
  const words = useWords(ruleWords);
  const said = useWords(qualityWords).resource;
  const go = useGo();
  const format = useFormat();
  const departments = useDepartments();
  const name = useResourceName()(resource);
  const rules = useAnswer(qualityRoutes.listRules, { params: { id: resource.id } });
  const hasRole = useHasRole();
  const mayWrite = hasRole(["department-steward", "data-officer"]);
  const maySeeRows = hasRole(["department-steward", "data-officer", "sharing-head", "department-user"]);
  return (
    <>
      <PageHead
        title={words.resource.title(name)}
        crumbs={[
          { label: said.crumb, href: "/quality" },
          { label: departments.nameOf(resource.department), href: `/quality?department=${resource.department}` },
          { label: name, href: `/quality/resources/${resource.id}` },
        ]}
        note={rules.data ? words.resource.note(format.number(rules.data.rules.length)) : undefined}
        isRecord
      />
      <NextActions
        label={words.page.now}
        actions={[
          {
            key: "write",
            button: (
              <Button
                type={mayWrite ? "primary" : "default"}
                disabled={!mayWrite}
                icon={mayWrite ? undefined : <Icon name="lock" />}
                onClick={() => go(`/quality/resources/${resource.id}/rules/new`)}
              >
                {words.resource.write}
              </Button>
            ),
            text: mayWrite ? words.resource.writeText : words.resource.mayNot,
          },
          {
            key: "back",
            button: <Button onClick={() => go(`/quality/resources/${resource.id}`)}>{words.resource.back}</Button>,
            text: words.resource.backText,
          },
        ]}
      />
      <Section title={words.resource.what} isMajor>
        <Answered answer={rules} what={words.resource.what} rows={8}>
          {({ rules: found }) => <RuleTable rules={found} resourceId={resource.id} />}
        </Answered>
      </Section>
      <Packs resource={resource} mayApply={mayWrite} />
      {maySeeRows && resource.data.loadId !== null ? <Proposals resource={resource} /> : null}
    </>
  );
}

type Rules = Pick<RouteAnswer<typeof qualityRoutes.listRules>, "rules">;

function RuleTable({ rules, resourceId }: Rules & { resourceId: string }) {
  const words = useWords(ruleWords);
  const text = useText();
  const format = useFormat();
  const written = useAnswer(qualityRuleRoutes.listWrittenRules, { query: { resourceId, limit: 500 } });
  const pageOf = (rule: string) => written.data?.items.find((one) => one.rule === rule)?.id;
  return (
    <PlainTable
      label={words.resource.what}
      columns={[
        { title: words.resource.rule },
        { title: words.resource.kind, width: 110 },
        { title: words.resource.dimension, width: 90 },
        { title: words.resource.origin, width: 130 },
        { title: words.resource.standard, width: "20%" },
        { title: words.resource.weight, width: 70, isFigure: true },
      ]}
      rows={rules.map((rule) => {
        const page = pageOf(rule.id);
        return {
          key: rule.id,
          cells: [
            page === undefined ? (
              text(rule.text)
            ) : (
              <AppLink key="rule" href={`/quality/rules/${page}`}>
                {text(rule.text)}
              </AppLink>
            ),
            text(ruleKindNames[rule.kind]),
            text(dimensionNames[rule.dimension]),
            <span key="origin">
              {words.origins[rule.origin]}{" "}
              <span className="m t12">{words.resource.version(format.number(rule.version))}</span>
            </span>,
            <span key="standard" className="m in-text">
              {rule.element === null ? null : (
                <LinkIfThere href={`/dictionary/elements/${rule.element}`}>{rule.element} </LinkIfThere>
              )}
              {rule.standard}
            </span>,
            format.score(rule.weight),
          ],
        };
      })}
    />
  );
}

function Packs({ resource, mayApply }: { resource: Resource; mayApply: boolean }) {
  const words = useWords(ruleWords).resource;
  const text = useText();
  const format = useFormat();
  const toast = useToast();
  const answer = useAnswer(qualityRuleRoutes.listPacks, { query: { resourceId: resource.id } });
  const change = useChange(qualityRuleRoutes.applyPack, ["ledger"]);
  const apply = async (pack: string) => {
    const taken = await change.send({ params: { id: resource.id }, body: { pack, effectiveOn: today() } });
    if (taken) toast(words.applied(format.number(taken.written.length)));
  };
  return (
    <Section title={words.packs} note={words.packsNote} isMajor>
      {change.problem ? <ErrorState error={change.problem} /> : null}
      <Answered answer={answer} what={words.packs}>
        {({ items }) => {
          const fitting = items.filter((pack) => (pack.fitting ?? 0) > 0);
          if (fitting.length === 0) return <p className="t13 m">{words.noPacks}</p>;
          return (
            <ul className="plain-list">
              {fitting.map((pack) => (
                <li key={pack.id}>
                  <span>
                    <b>{text(pack.name)}</b> {pack.isExample ? <Tag>{words.example}</Tag> : null}{" "}
                    <span className="m t12">
                      {words.fitting(format.number(pack.fitting ?? 0), format.number(pack.applied ?? 0))} {pack.basis}
                    </span>
                  </span>
                  <Button
                    size="small"
                    className="no-print"
                    disabled={!mayApply || (pack.applied ?? 0) >= (pack.fitting ?? 0)}
                    loading={change.isSending}
                    onClick={() => void apply(pack.id)}
                  >
                    {words.apply}
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answered>
    </Section>
  );
}
