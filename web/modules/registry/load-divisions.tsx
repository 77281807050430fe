import { operationsRoutes } from "#contract/operations";
import { Form, Note, useChange, useForm, useGo, useWords } from "#kit";
import { DepartmentField, useHasRole, useSession } from "#shell";
import { registryWords } from "./words.ts";

/** Until the register of divisions is loaded: says so, and lets those who may start the job. */
export function LoadDivisions() {
  const words = useWords(registryWords).divisions;
  const hasRole = useHasRole();
  const { department } = useSession();
  const go = useGo();
  const start = useChange(operationsRoutes.loadDivisions);
  const form = useForm({
    id: "divisions",
    initial: { department: department ?? "" },
    send: async (values) => {
      const { jobId } = await start.sendOrThrow({ body: values });
      go(`/operations/jobs/${jobId}`);
    },
  });
  return (
    <div style={{ marginTop: 12 }}>
      <Note title={words.notLoadedTitle}>{words.notLoaded}</Note>
      {hasRole(["data-officer", "system-administrator"]) ? (
        <Form form={form} action={words.load} note={words.loadText} keepsQuiet>
          <DepartmentField form={form} name="department" label={words.owner} hint={words.ownerHint} isRequired />
        </Form>
      ) : null}
    </div>
  );
}
