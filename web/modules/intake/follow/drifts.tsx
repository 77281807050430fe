import { Button } from "antd";
import { type Drift, type Follow, followRoutes } from "#contract/intake-follow";
import { gateRoutes } from "#contract/gate";
import {
  Answered,
  AppLink,
  ErrorState,
  LinkIfThere,
  Moment,
  Note,
  PlainTable,
  Section,
  useAnswer,
  useChange,
  useFormat,
  useText,
  useToast,
  useWords,
  Why,
} from "#kit";
import { pageWords } from "./page-words.ts";
import { followWords } from "./words.ts";

const shown = 10;

/** Changes of the source's shape: what changed, what it touches, and what to do; settled ones below. */
export function Drifts({ follow }: { follow: Follow }) {
  const words = useWords(pageWords);
  const answer = useAnswer(followRoutes.listDrifts, { params: { id: follow.id }, query: { limit: shown } });
  return (
    <Section title={words.drifts} note={words.driftsNote} isMajor={follow.drift !== null}>
      <Answered answer={answer} what={words.drifts} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noDrifts}</p>
          ) : (
            <div className="stack g4">
              {items.map((drift) => (
                <OneDrift key={drift.id} drift={drift} follow={follow} />
              ))}
            </div>
          )
        }
      </Answered>
    </Section>
  );
}

function OneDrift({ drift, follow }: { drift: Drift; follow: Follow }) {
  const all = useWords(followWords);
  const words = useWords(pageWords);
  const text = useText();
  const format = useFormat();
  const isOpen = drift.settledAt === null;
  return (
    <div>
      <p className="t13 s">
        <Moment at={drift.foundAt} /> {words.outcome[drift.outcome]}
        {drift.settledAt === null ? null : (
          <> · {words.settled(drift.settledBy ?? "", format.moment(drift.settledAt))}</>
        )}
      </p>
      <PlainTable
        label={words.drifts}
        columns={[
          { title: words.column, width: "24%" },
          { title: words.change },
          { title: words.touches, width: "30%" },
        ]}
        rows={drift.changes.map((change) => ({
          key: `${change.kind} ${change.column}`,
          cells: [
            <span key="column" className="mono break">
              {change.column}
            </span>,
            <span key="change">
              <b>{all.driftKinds[change.kind]}</b> {text(change.text)}
            </span>,
            change.isLoaded && change.field ? (
              <span key="touches" className="break">
                {words.touchesField(change.field)}
              </span>
            ) : (
              <span key="touches" className="m">
                {words.touchesNothing}
              </span>
            ),
          ],
        }))}
      />
      {drift.reaches.length > 0 ? <Reaches drift={drift} /> : null}
      {isOpen ? <Downstream follow={follow} /> : null}
      {isOpen ? <Settle drift={drift} follow={follow} /> : null}
    </div>
  );
}

/** What further on uses the columns that changed, each a link. */
function Reaches({ drift }: { drift: Drift }) {
  const words = useWords(pageWords);
  const hrefOf = { grant: "/gate/grants/", library: "/libraries/", follow: "/intake/follows/" } as const;
  return (
    <ul className="findings">
      {drift.reaches.map(({ kind, id, name, owner, fields }) => (
        <li key={`${kind} ${id}`}>
          <b>{words.reach[kind]}</b>{" "}
          <span className="break">
            {kind === "grant" || kind === "library" || kind === "follow" ? (
              <LinkIfThere href={`${hrefOf[kind]}${id}`}>{name}</LinkIfThere>
            ) : (
              name
            )}{" "}
            {owner} {fields.length > 0 ? <span className="mono m">{fields.join(" ")}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Who uses the resource that the changed columns feed. */
function Downstream({ follow }: { follow: Follow }) {
  const words = useWords(pageWords);
  const format = useFormat();
  const { data } = useAnswer(gateRoutes.listGrants, {
    query: { resourceId: follow.resourceId, state: "active", limit: 1 },
  });
  return (
    <p className="row g4 wrap t13" style={{ margin: "8px 0" }}>
      <AppLink href={`/catalog/${follow.resourceId}`}>{words.resourceOpen}</AppLink>
      {data ? <span className="s">{words.grants(format.number(data.total))}</span> : null}
    </p>
  );
}

function Settle({ drift, follow }: { drift: Drift; follow: Follow }) {
  const words = useWords(pageWords);
  const toast = useToast();
  const change = useChange(followRoutes.settleDrift, ["operations", "ledger", "home", "catalog"]);
  const isStopped = drift.outcome === "stopped";
  const settle = async () => {
    if (await change.send({ params: { id: drift.id }, body: {} })) toast(words.settledNow);
  };
  if (!follow.may.edit) return <Note>{words.mayNot}</Note>;
  return (
    <>
      <div className="row g3 wrap">
        <Button type={isStopped ? "primary" : "default"} loading={change.isSending} onClick={() => void settle()}>
          {isStopped ? words.settle : words.settleLook}
        </Button>
        <Why>{isStopped ? words.settleText : words.settleTextOn}</Why>
      </div>
      {change.problem ? <ErrorState error={change.problem} /> : null}
    </>
  );
}
