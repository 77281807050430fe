import { ChoiceField, FilterChip, type FormState, LinkIfThere, None, useWords } from "#kit";
import { useDepartments } from "./departments.ts";
import { shellWords } from "./words.ts";

/** A department by its name, as a link to its page. */
export function DepartmentName({ code, isPlain }: { code: string | null; isPlain?: boolean }) {
  const { nameOf } = useDepartments();
  if (code === null) return <None />;
  if (isPlain) return <span title={code}>{nameOf(code)}</span>;
  return <LinkIfThere href={`/registry/departments/${code}`}>{nameOf(code)}</LinkIfThere>;
}

/** Filters a list by department. */
export function DepartmentChip({
  value,
  onChange,
  label,
}: {
  value: string | undefined;
  onChange: (code: string | undefined) => void;
  label?: string;
}) {
  const words = useWords(shellWords);
  const { choices } = useDepartments();
  return (
    <FilterChip label={label ?? words.department} value={value} choices={choices} search="here" onChange={onChange} />
  );
}

/** Chooses a department in a form. */
export function DepartmentField<Values extends object>({
  form,
  name,
  label,
  ...rest
}: {
  form: FormState<Values>;
  name: keyof Values & string;
  label?: string;
  hint?: string;
  isRequired?: boolean;
  none?: string;
  pointer?: string;
}) {
  const words = useWords(shellWords);
  const { choices, isLoading } = useDepartments();
  return (
    <ChoiceField
      form={form}
      name={name}
      label={label ?? words.department}
      placeholder={words.chooseDepartment}
      choices={choices}
      isSearching={isLoading}
      {...rest}
    />
  );
}
