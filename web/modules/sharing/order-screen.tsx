import { type Order, type orderActs, type OrderState, orderStateNames, sharingRoutes } from "#contract/sharing";
import {
  callApi,
  Columns,
  CopyCode,
  Day,
  Facts,
  LinkIfThere,
  Moment,
  Note,
  PageHead,
  PlainTable,
  Section,
  Tag,
  useFilters,
  useWords,
} from "#kit";
import { DepartmentName, useSession } from "#shell";
import { ActForm, type ActSpec, linesOf } from "./act-form.tsx";
import { FilePage, Waiting } from "./file-page.tsx";
import { FileSteps } from "./file-steps.tsx";
import { FileStory } from "./file-story.tsx";
import { orderPageFilters } from "./filters.ts";
import { OrderLeft, OrderLevel } from "./order-level.tsx";
import { SplitForm } from "./order-split.tsx";
import { orderWords } from "./order-words.ts";
import { FileStateTag } from "./state-tag.tsx";
import { sharingWords } from "./words.ts";

type OrderAct = (typeof orderActs)[number];
const stepsAt: Readonly<Record<OrderState, readonly OrderAct[]>> = {
  issued: ["report", "split", "raise", "close", "cancel"],
  reported: ["close", "raise", "cancel"],
  closed: [],
  cancelled: [],
};

export function OrderScreen() {
  const words = useWords(orderWords).page;
  return (
    <FilePage route={sharingRoutes.getOrder} what={words.what}>
      {(order) => <OrderPage order={order} />}
    </FilePage>
  );
}

function OrderPage({ order }: { order: Order }) {
  const { list, acts } = useWords(orderWords);
  const { invented } = useWords(sharingWords);
  const [{ do: open, task }, setSearch] = useFilters(orderPageFilters);
  const specs = useSpecs(order, task);
  const close = () => setSearch({ do: undefined, task: undefined });
  return (
    <>
      <PageHead
        title={order.title}
        crumbs={[{ label: list.title, href: "/sharing/orders" }]}
        tags={
          <>
            <FileStateTag state={order.state} names={orderStateNames} />
            <OrderLevel level={order.level} />
            {order.isInvented ? <Tag tone="ink">{invented}</Tag> : null}
          </>
        }
        lede={order.content}
        meta={
          <>
            <CopyCode code={order.number} />
            <DepartmentName code={order.lead} />
          </>
        }
      />
      <Waiting waiting={order.waiting}>
        {order.state === "issued" || order.state === "reported" ? <OrderLeft order={order} /> : null}
      </Waiting>
      <FileSteps<OrderAct>
        file={order}
        steps={stepsAt[order.state].map((act) => ({
          act,
          button: acts[act].button,
          text: acts[act].text,
          isDanger: act === "cancel",
          press: () => setSearch({ do: act }),
        }))}
      />
      {open === "split" && order.may.split ? <SplitForm order={order} onClose={close} /> : null}
      {open && open !== "split" && order.may[open] ? (
        <ActForm key={`${open}${task ?? ""}`} spec={specs[open]} onClose={close} />
      ) : null}
      <Columns aside={<FileStory lines={order.story} />}>
        <OrderFacts order={order} />
        <Tasks order={order} onReport={(id) => setSearch({ do: "report", task: id })} />
      </Columns>
    </>
  );
}

function OrderFacts({ order }: { order: Order }) {
  const { page: words } = useWords(orderWords);
  const { comma } = useWords(sharingWords);
  return (
    <Section title={words.content}>
      <Facts
        items={[
          { key: words.content, value: order.content, isWide: true },
          { key: words.lead, value: <DepartmentName code={order.lead} /> },
          { key: words.helpers, value: order.helpers.map((one) => one.departmentName).join(comma) },
          { key: words.due, value: <Day on={order.dueOn} /> },
          { key: words.by, value: order.issuedBy },
          { key: words.at, value: <Moment at={order.issuedAt} /> },
          order.subject === null
            ? null
            : {
                key: words.subject,
                value: <LinkIfThere href={order.subject.href}>{order.subject.name}</LinkIfThere>,
              },
        ]}
      />
      {order.outcome === null ? null : (
        <div style={{ marginTop: 12 }}>
          <Note title={words.outcome}>{order.outcome}</Note>
        </div>
      )}
    </Section>
  );
}

function Tasks({ order, onReport }: { order: Order; onReport: (task: string) => void }) {
  const { page: words } = useWords(orderWords);
  const { department } = useSession();
  return (
    <Section title={words.tasks} note={words.tasksNote}>
      {order.tasks.length === 0 ? (
        <p className="t13 s">{words.noTasks}</p>
      ) : (
        <PlainTable
          label={words.tasks}
          isDense={false}
          columns={[
            { title: words.department, width: "18%" },
            { title: words.task },
            { title: words.due, width: 120 },
            { title: words.answer, width: "34%" },
          ]}
          rows={order.tasks.map((task) => ({
            key: task.id,
            cells: [
              <DepartmentName key="department" code={task.department} />,
              task.task,
              <Day key="due" on={task.dueOn} />,
              task.answer === null ? (
                <span key="answer">
                  <span className="m">{words.noAnswer}</span>{" "}
                  {order.may.report && task.department === department ? (
                    <button type="button" className="plain-button" onClick={() => onReport(task.id)}>
                      {words.report}
                    </button>
                  ) : null}
                </span>
              ) : (
                <span key="answer">
                  {task.answer}
                  {task.evidence.map((line) => (
                    <span key={line} className="l2 break">
                      {line.startsWith("/") ? <LinkIfThere href={line}>{line}</LinkIfThere> : line}
                    </span>
                  ))}
                  <span className="l2">
                    {task.answeredBy} <Moment at={task.answeredAt} />
                  </span>
                </span>
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}

function useSpecs(order: Order, task: string | undefined): Readonly<Record<Exclude<OrderAct, "split">, ActSpec>> {
  const { acts } = useWords(orderWords);
  const params = { id: order.id };
  const base = (act: Exclude<OrderAct, "split">) => ({
    id: act,
    title: acts[act].title,
    action: acts[act].action,
    effect: acts[act].text,
    done: acts[act].done,
  });
  return {
    report: {
      ...base("report"),
      fields: [
        { name: "answer", label: acts.report.answer, kind: "text" },
        {
          name: "evidence",
          label: acts.report.evidence,
          hint: acts.report.evidenceHint,
          kind: "list",
          isOptional: true,
        },
      ],
      send: ({ answer = "", evidence }) =>
        callApi(sharingRoutes.reportOrder, {
          params,
          body: { answer, evidence: linesOf(evidence), ...(task === undefined ? {} : { taskId: task }) },
        }),
    },
    close: {
      ...base("close"),
      fields: [{ name: "outcome", label: acts.close.field, kind: "text" }],
      send: ({ outcome = "" }) => callApi(sharingRoutes.closeOrder, { params, body: { outcome } }),
    },
    raise: {
      ...base("raise"),
      fields: [{ name: "reason", label: acts.raise.field, kind: "text" }],
      send: ({ reason = "" }) => callApi(sharingRoutes.raiseOrder, { params, body: { reason } }),
    },
    cancel: {
      ...base("cancel"),
      isDanger: true,
      fields: [{ name: "reason", label: acts.cancel.field, kind: "text" }],
      send: ({ reason = "" }) => callApi(sharingRoutes.cancelOrder, { params, body: { reason } }),
    },
  };
}
