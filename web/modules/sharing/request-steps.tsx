import { Button } from "antd";
import { type Request, type RequestAct, type RequestState, sharingRoutes } from "#contract/sharing";
import { downloadFile, ExportButton, useChange, useConfirm, useFilters, useGo, useToast, useWords } from "#kit";
import { useHasRole } from "#shell";
import { FileSteps } from "./file-steps.tsx";
import { requestPageFilters } from "./filters.ts";
import { touched } from "./refresh.ts";
import { requestActWords } from "./request-act-words.ts";
import { requestWords } from "./request-words.ts";
import { sharingWords } from "./words.ts";

/** What may come next at each state, the usual step first. */
const stepsAt: Readonly<Record<RequestState, readonly RequestAct[]>> = {
  answering: ["draft-answer", "claim", "ask-supplement", "ask-extension", "withdraw"],
  supplementing: ["supplement", "withdraw"],
  signing: ["sign-answer", "return-answer", "ask-extension", "withdraw"],
  reviewing: ["return-refusal", "accept-refusal", "dispute", "withdraw"],
  refused: ["dispute"],
  committing: ["commit", "dispute", "withdraw"],
  supplying: ["record-use", "renew-key", "suspend", "change", "renew", "end", "stop-service", "dispute"],
  "in-use": ["record-use", "renew", "change", "renew-key", "end", "suspend", "stop-service", "dispute"],
  suspended: ["record-use", "renew-key", "end", "dispute"],
  disposing: ["dispose", "record-use", "dispute"],
  disposed: ["confirm-disposal", "record-use"],
  closed: ["record-use"],
  withdrawn: [],
};
const dangers: ReadonlySet<RequestAct> = new Set(["withdraw", "suspend", "end", "stop-service"]);

/** Everything that can be done with the request now; some open a form below, some ask once and are done. */
export function RequestSteps({ request }: { request: Request }) {
  const { acts } = useWords(requestActWords);
  const { print } = useWords(sharingWords);
  const { page } = useWords(requestWords);
  const [, setSearch] = useFilters(requestPageFilters);
  const hasRole = useHasRole();
  const go = useGo();
  const { press, busy, problem } = usePress(request, (act) => setSearch({ do: act }));
  const { id } = request;
  // One request for more time at a time; the page shows the one that waits.
  const isAsked = request.extensions.some((one) => one.state === "asked");
  const about = new URLSearchParams({
    kind: "request",
    id,
    name: `${request.number} ${request.title}`.trim(),
    href: `/sharing/requests/${id}`,
    lead: request.provider,
  });
  return (
    <FileSteps
      file={request}
      busy={busy}
      problem={problem}
      steps={stepsAt[request.state]
        .filter((act) => act !== "ask-extension" || !isAsked)
        .map((act) => ({
          act,
          button: acts[act].button,
          text: acts[act].text,
          isDanger: dangers.has(act),
          press: () => press(act),
        }))}
      others={[
        ...(hasRole(["leader"])
          ? [
              {
                key: "order",
                button: <Button onClick={() => go(`/sharing/orders/new?${about}`)}>{page.newOrder}</Button>,
                text: page.newOrderText,
              },
            ]
          : []),
        {
          key: "print",
          button: (
            <ExportButton
              label={print.button}
              onExport={() => downloadFile(sharingRoutes.printRequest, { params: { id } })}
            />
          ),
          text: print.text,
        },
      ]}
    />
  );
}

/** Acts that ask once and are done, or begin another page; the others open their form. */
function usePress(request: Request, openForm: (act: RequestAct) => void) {
  const { acts } = useWords(requestActWords);
  const ask = useConfirm();
  const toast = useToast();
  const go = useGo();
  const changes = {
    claim: useChange(sharingRoutes.claimRequest, touched),
    "sign-answer": useChange(sharingRoutes.signAnswer, touched),
    "confirm-disposal": useChange(sharingRoutes.confirmDisposal, touched),
    change: useChange(sharingRoutes.changeRequest, touched),
    renew: useChange(sharingRoutes.renewRequest, touched),
  };
  const params = { id: request.id };
  const press = async (act: RequestAct) => {
    const words = acts[act];
    const agrees = () => ask({ title: words.title, text: words.text, action: words.action });
    if (act === "claim") {
      if (await changes.claim.send({ params })) toast(words.done);
    } else if (act === "sign-answer" || act === "confirm-disposal") {
      if ((await agrees()) && (await changes[act].send({ params }))) toast(words.done);
    } else if (act === "change" || act === "renew") {
      const made = (await agrees()) ? await changes[act].send({ params }) : null;
      if (made === null) return;
      toast(words.done);
      go(`/sharing/applications/${made.id}?step=items`);
    } else openForm(act);
  };
  const all = Object.values(changes);
  return {
    press,
    busy: all.some((change) => change.isSending),
    problem: all.find((change) => change.problem !== null)?.problem ?? null,
  };
}
