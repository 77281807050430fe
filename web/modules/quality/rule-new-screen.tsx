import { catalogRoutes, type Resource } from "#contract/catalog";
import { qualityRuleRoutes } from "#contract/quality-rules";
import { AnsweredPage, PageHead, useAddressPart, useAnswer, useChange, useGo, useToast, useWords } from "#kit";
import { useDepartments } from "#shell";
import { useResourceName } from "./resource-name.ts";
import { RuleForm } from "./rule-form.tsx";
import { ruleFormWords } from "./rule-form-words.ts";
import { ruleWords } from "./rule-words.ts";
import "./quality.css";

/** Writes a rule for a resource. */
export function RuleNewScreen() {
  const words = useWords(ruleFormWords).form;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(catalogRoutes.getResource, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(resource) => <NewRule resource={resource} />}
      </AnsweredPage>
    </div>
  );
}

function NewRule({ resource }: { resource: Resource }) {
  const words = useWords(ruleWords);
  const { form } = useWords(ruleFormWords);
  const go = useGo();
  const toast = useToast();
  const departments = useDepartments();
  const name = useResourceName()(resource);
  const change = useChange(qualityRuleRoutes.writeRule, ["ledger"]);
  const back = `/quality/resources/${resource.id}/rules`;
  return (
    <>
      <PageHead
        title={form.titleNew(name)}
        crumbs={[
          { label: departments.nameOf(resource.department), href: `/quality?department=${resource.department}` },
          { label: name, href: `/quality/resources/${resource.id}` },
          { label: words.resource.what, href: back },
        ]}
      />
      <RuleForm
        resource={resource}
        action={form.save}
        note={form.saveText}
        send={(body) => change.sendOrThrow({ params: { id: resource.id }, body })}
        onDone={() => {
          toast(form.saved);
          go(back);
        }}
        onCancel={() => go(back)}
      />
    </>
  );
}
