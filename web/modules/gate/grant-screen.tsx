import { gateRoutes } from "#contract/gate";
import type { RouteAnswer } from "#contract/route";
import {
  AnsweredPage,
  Columns,
  CopyCode,
  Moment,
  Note,
  PageHead,
  useAddressPart,
  useAnswer,
  useFilters,
  useFormat,
  useWords,
} from "#kit";
import { DepartmentName, useDepartments } from "#shell";
import { Deliveries } from "./deliveries.tsx";
import { ExportForm } from "./export-form.tsx";
import { GrantFiles } from "./grant-files.tsx";
import { grantPageFilters } from "./filters.ts";
import { GrantActs } from "./grant-acts.tsx";
import { GrantItems } from "./grant-items.tsx";
import { GrantStatusWord } from "./grant-status.tsx";
import { GrantStory } from "./grant-story.tsx";
import { GrantTermsFacts } from "./grant-terms.tsx";
import { KeepForm } from "./keep-form.tsx";
import { Push } from "./push.tsx";
import { QuotaBars } from "./quota-bars.tsx";
import { gateWords } from "./words.ts";
import "./gate.css";

export type GrantFile = RouteAnswer<typeof gateRoutes.getGrant>;

/** One grant: what may be done with it now, its terms in words, how much of it is used, what left under it. */
export function GrantScreen() {
  const words = useWords(gateWords).grant;
  const id = useAddressPart("id") ?? "";
  const answer = useAnswer(gateRoutes.getGrant, { params: { id } });
  return (
    <div className="page">
      <AnsweredPage answer={answer} what={words.what}>
        {(grant) => <GrantPage grant={grant} />}
      </AnsweredPage>
    </div>
  );
}

function GrantPage({ grant }: { grant: GrantFile }) {
  const words = useWords(gateWords).grant;
  const list = useWords(gateWords).list;
  const format = useFormat();
  const { nameOf } = useDepartments();
  const [search, setSearch] = useFilters(grantPageFilters);
  const close = () => setSearch({ do: undefined });
  const { terms } = grant;
  return (
    <>
      <PageHead
        title={words.title(nameOf(terms.department), grant.resource.name)}
        crumbs={[{ label: list.title, href: "/gate/grants" }]}
        tags={<GrantStatusWord status={grant.status} />}
        lede={terms.purpose}
        meta={
          <>
            <CopyCode code={grant.code} />
            <span>
              {words.provider} <DepartmentName code={grant.resource.department} />
            </span>
            <span>
              {terms.validUntil === null
                ? words.from(format.date(terms.validFrom))
                : words.span(format.date(terms.validFrom), format.date(terms.validUntil))}
            </span>
          </>
        }
      />
      <Stopped grant={grant} />
      <GrantActs grant={grant} />
      {search.do === "suspend" || search.do === "resume" || search.do === "end" ? (
        <KeepForm key={search.do} act={search.do} grant={grant} onClose={close} />
      ) : null}
      {search.do === "file" ? <ExportForm grant={grant} onClose={close} /> : null}
      <Columns
        aside={
          <>
            <QuotaBars grant={grant} />
            <GrantStory grant={grant} />
          </>
        }
      >
        <GrantTermsFacts grant={grant} />
        <GrantItems grant={grant} />
        <GrantFiles grant={grant} />
        <Push grant={grant} isOpen={search.do === "push"} onClose={close} />
        <Deliveries grant={grant} />
      </Columns>
    </>
  );
}

/** Who stopped it and why, above everything else. */
function Stopped({ grant }: { grant: GrantFile }) {
  const words = useWords(gateWords).grant;
  if (grant.state !== "suspended" && grant.state !== "ended") return null;
  const by = grant.history.find(({ state }) => state === grant.state)?.by.name ?? "";
  return (
    <div style={{ marginTop: 12 }}>
      <Note tone="fault" title={grant.state === "suspended" ? words.suspendedBy(by) : words.endedBy(by)}>
        {grant.stateReason} <Moment at={grant.stateSince} />
      </Note>
    </div>
  );
}
