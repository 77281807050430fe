import { Select } from "antd";
import { type Account, type Assignment, identityRoutes, roleNames, roles, scopeKinds } from "#contract/identity";
import {
  Field,
  FieldGroup,
  Form,
  type FormState,
  RowsEditor,
  useChange,
  useForm,
  useText,
  useToast,
  useWords,
  Why,
} from "#kit";
import { DepartmentName, useDepartments } from "#shell";
import { identityWords } from "./words.ts";

interface Values {
  readonly assignments: Assignment[];
}

/** Roles with the department they are held for and how far they reach. */
export function AssignmentsForm({ account }: { account: Account }) {
  const words = useWords(identityWords).account;
  const text = useText();
  const toast = useToast();
  const assign = useChange(identityRoutes.assignRoles, ["ledger"]);
  const form = useForm<Values>({
    id: "roles",
    initial: { assignments: account.assignments },
    send: async ({ assignments }) => {
      await assign.sendOrThrow({ params: { id: account.id }, body: { assignments }, ifMatch: account.version });
    },
  });
  if (!account.may.assign) {
    return (
      <FieldGroup title={words.roles}>
        <ul className="stack g1">
          {account.assignments.map((one) => (
            <li key={`${one.role} ${one.department}`}>
              <b>{text(roleNames[one.role])}</b> <DepartmentName code={one.department} isPlain />
            </li>
          ))}
        </ul>
        <Why icon="lock">{words.mayNotAssign}</Why>
      </FieldGroup>
    );
  }
  return (
    <Form form={form} action={words.save} isWide onDone={() => toast(words.saved(account.name))}>
      <FieldGroup title={words.roles} note={words.rolesNote}>
        <RowsEditor
          items={form.values.assignments}
          onChange={(assignments) => form.set("assignments", assignments)}
          blank={(): Assignment => ({ role: "department-user", department: null, scope: "own", departments: [] })}
          columns="minmax(0,1fr) minmax(0,1fr)"
          addLabel={words.addRole}
          nameOf={(one) => text(roleNames[one.role])}
        >
          {(one, set, index) => <AssignmentFields form={form} one={one} set={set} index={index} />}
        </RowsEditor>
      </FieldGroup>
    </Form>
  );
}

function AssignmentFields({
  form,
  one,
  set,
  index,
}: {
  form: FormState<Values>;
  one: Assignment;
  set: (one: Assignment) => void;
  index: number;
}) {
  const all = useWords(identityWords);
  const words = all.account;
  const text = useText();
  const { choices } = useDepartments();
  const pointer = `/assignments/${index}`;
  const departments = choices.map(({ value, label, note }) => ({ value, label, search: `${label} ${note ?? ""}` }));
  const narrow = { optionFilterProp: "search" } as const;
  return (
    <>
      <div className="form-grid" style={{ gridColumn: "1 / 3" }}>
        <Field form={form} pointer={`${pointer}/role`} label={words.role} isRequired>
          {(control) => (
            <Select<Assignment["role"]>
              {...control}
              value={one.role}
              onChange={(role: Assignment["role"]) => set({ ...one, role })}
              options={roles.map((value) => ({ value, label: text(roleNames[value]) }))}
            />
          )}
        </Field>
        <Field
          form={form}
          pointer={`${pointer}/department`}
          label={words.department}
          isRequired={one.role !== "citizen"}
        >
          {(control) => (
            <Select
              {...control}
              showSearch={narrow}
              allowClear
              placeholder={words.noDepartment}
              value={one.department}
              onChange={(department: string | undefined) => set({ ...one, department: department ?? null })}
              options={departments}
            />
          )}
        </Field>
        <Field form={form} pointer={`${pointer}/scope`} label={words.scope} isRequired>
          {(control) => (
            <Select<Assignment["scope"]>
              {...control}
              value={one.scope}
              onChange={(scope: Assignment["scope"]) =>
                set({ ...one, scope, departments: scope === "several" ? one.departments : [] })
              }
              options={scopeKinds.map((value) => ({ value, label: all.scopes[value] }))}
            />
          )}
        </Field>
        {one.scope === "several" ? (
          <Field form={form} pointer={`${pointer}/departments`} label={words.departments} isRequired>
            {(control) => (
              <Select
                {...control}
                mode="multiple"
                showSearch={narrow}
                value={one.departments}
                onChange={(picked: string[]) => set({ ...one, departments: picked })}
                options={departments}
              />
            )}
          </Field>
        ) : null}
      </div>
    </>
  );
}
