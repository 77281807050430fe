import { arrivalPolicies } from "#contract/intake-place";
import { type FormState, NumberField, RadioField, TextField, useWords } from "#kit";
import { placeWords } from "../place-words.ts";
import { planWords } from "./plan-words.ts";
import type { PlanValues } from "./plan-values.ts";

/** What happens to arriving files. Of a follow that has begun the policy stays: what is in could not be taken again. */
export function ArrivalFields({ form, hasBegun }: { form: FormState<PlanValues>; hasBegun: boolean }) {
  const words = useWords(placeWords);
  const { seconds } = useWords(planWords);
  return (
    <>
      {hasBegun ? (
        <p className="t13 s">{words.policies[form.values.policy]}</p>
      ) : (
        <RadioField
          form={form}
          name="policy"
          pointer="/plan/files/policy"
          label={words.policy}
          choices={arrivalPolicies.map((policy) => ({ value: policy, label: words.policies[policy] }))}
          isRequired
        />
      )}
      <RadioField
        form={form}
        name="order"
        pointer="/plan/files/order"
        label={words.order}
        choices={(["time", "name"] as const).map((order) => ({ value: order, label: words.orders[order] }))}
        isRequired
      />
      <div className="form-grid">
        <NumberField
          form={form}
          name="settleSeconds"
          pointer="/plan/files/settleSeconds"
          label={words.settle}
          hint={words.settleHint}
          min={0}
          max={3600}
          unit={seconds}
          isRequired
        />
        <TextField form={form} name="mark" pointer="/plan/files/mark" label={words.mark} hint={words.markHint} />
        <TextField form={form} name="sheet" pointer="/plan/files/table" label={words.sheet} hint={words.sheetHint} />
      </div>
    </>
  );
}
