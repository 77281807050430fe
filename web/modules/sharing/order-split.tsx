import { Input, Select } from "antd";
import { type Order, sharingRoutes } from "#contract/sharing";
import { callApi, Form, RowsEditor, Section, useForm, useToast, useWords } from "#kit";
import { useDepartments } from "#shell";
import { orderWords } from "./order-words.ts";
import { useRefresh } from "./refresh.ts";

interface Task {
  readonly department: string;
  readonly task: string;
  readonly dueOn: string;
}

/** The desk splits an order: a task and a day for each department. */
export function SplitForm({ order, onClose }: { order: Order; onClose: () => void }) {
  const words = useWords(orderWords).acts.split;
  const toast = useToast();
  const refresh = useRefresh();
  const { choices, nameOf } = useDepartments();
  const blank = (department: string): Task => ({ department, task: "", dueOn: order.dueOn });
  const form = useForm<{ tasks: Task[] }>({
    id: "split",
    initial: { tasks: [order.lead, ...order.helpers.map((one) => one.department)].map(blank) },
    check: ({ tasks }): Record<string, string> => (tasks.length === 0 ? { "/tasks": words.none } : {}),
    send: async ({ tasks }) => {
      await callApi(sharingRoutes.splitOrder, { params: { id: order.id }, body: { tasks } });
      await refresh();
    },
  });
  return (
    <Section title={words.title} isMajor>
      <Form
        form={form}
        isWide
        action={words.action}
        note={words.text}
        onCancel={onClose}
        onDone={() => {
          toast(words.done);
          onClose();
        }}
      >
        <div className="split-rows">
          <RowsEditor
            items={form.values.tasks}
            onChange={(tasks) => form.set("tasks", tasks)}
            blank={() => blank("")}
            columns="minmax(0, 1fr) minmax(0, 2fr) 170px"
            addLabel={words.add}
            nameOf={(task) => nameOf(task.department)}
          >
            {(task, set) => (
              <>
                <div className="field">
                  <Select
                    aria-label={words.department}
                    placeholder={words.department}
                    style={{ width: "100%" }}
                    showSearch={{ optionFilterProp: "label" }}
                    options={choices.map(({ value, label }) => ({ value, label }))}
                    value={task.department === "" ? null : task.department}
                    onChange={(department: string | null) => set({ ...task, department: department ?? "" })}
                  />
                </div>
                <div className="field">
                  <Input
                    aria-label={words.task}
                    placeholder={words.task}
                    value={task.task}
                    onChange={(event) => set({ ...task, task: event.target.value })}
                  />
                </div>
                <div className="field">
                  <input
                    type="date"
                    className="date-input tall"
                    aria-label={words.due}
                    value={task.dueOn}
                    onChange={(event) => set({ ...task, dueOn: event.target.value })}
                  />
                </div>
              </>
            )}
          </RowsEditor>
        </div>
      </Form>
    </Section>
  );
}
