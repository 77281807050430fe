import type { Resource } from "#contract/catalog";
import { useFilters, useText, useWords, Why } from "#kit";
import { type FormAct, resourcePageFilters } from "./filters.ts";
import { ChangeForm } from "./change-form.tsx";
import { PersonalForm } from "./personal-form.tsx";
import { ReasonForm } from "./reason-form.tsx";
import { SecrecyForm } from "./secrecy-form.tsx";
import { actWords } from "./act-words.ts";

/** The form of an act, under the actions; where it cannot be done any more, why not. */
export function ActForm({ act, resource }: { act: FormAct; resource: Resource }) {
  const words = useWords(actWords).acts;
  const text = useText();
  const [, setSearch] = useFilters(resourcePageFilters);
  const close = () => setSearch({ do: undefined });
  const needed = act === "secrecy" || act === "personal" ? "assess" : act;
  if (!resource.may[needed]) {
    const why = resource.whyNot[needed];
    return (
      <p style={{ marginTop: 12 }}>
        <Why icon="lock">{words.whyNot(why ? text(why) : "")}</Why>
      </p>
    );
  }
  switch (act) {
    case "secrecy":
      return <SecrecyForm resource={resource} onClose={close} />;
    case "personal":
      return <PersonalForm resource={resource} onClose={close} />;
    case "noteChange":
      return <ChangeForm resource={resource} onClose={close} />;
    case "return":
    case "withdraw":
      return <ReasonForm act={act} resource={resource} onClose={close} />;
  }
}
