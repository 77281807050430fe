import { type LedgerEntry, ledgerRoutes } from "#contract/ledger";
import {
  Answered,
  AppLink,
  CopyCode,
  Icon,
  KeyValues,
  LinkIfThere,
  Moment,
  stringifySearch,
  useAnswer,
  useFilters,
  useFormat,
  useGo,
  useShortcut,
  useWords,
} from "#kit";
import { DepartmentName, useActName } from "#shell";
import { entryFilters } from "./filters.ts";
import { hrefOfObject } from "./object-link.ts";
import { OutcomeWord } from "./outcome-word.tsx";
import { VerifyEntry } from "./verify-entry.tsx";
import { ledgerWords } from "./words.ts";

/** One entry beside the list: what it says, and its proof. Escape closes it. */
export function EntryPanel({ number }: { number: number }) {
  const words = useWords(ledgerWords).entry;
  const format = useFormat();
  const go = useGo();
  const [search] = useFilters(entryFilters);
  const back = `/ledger${stringifySearch(search)}`;
  const answer = useAnswer(ledgerRoutes.getEntry, { params: { number } }, { keepsLast: true });
  useShortcut(["Escape"], () => {
    go(back);
    return true;
  });
  return (
    <aside className="ledger-panel" aria-label={words.title(format.entry(number))}>
      <div className="row g2">
        <h2 className="sec">{words.title(format.entry(number))}</h2>
        <span className="sp" />
        <AppLink href={back} className="chip">
          <Icon name="close" />
          {words.close}
        </AppLink>
      </div>
      <Answered answer={answer} what={words.what}>
        {(entry) => (
          <>
            <EntryFacts entry={entry} />
            <VerifyEntry key={entry.number} entry={entry} />
          </>
        )}
      </Answered>
    </aside>
  );
}

function EntryFacts({ entry }: { entry: LedgerEntry }) {
  const all = useWords(ledgerWords);
  const words = all.entry;
  const actName = useActName();
  const format = useFormat();
  const { actor, object } = entry;
  const href = object ? hrefOfObject(object) : null;
  const kinds: Readonly<Record<string, string>> = all.actorKinds;
  const facts = Object.entries(entry.facts);
  return (
    <>
      <p className="ledger-sentence">
        <b>{actor.name}</b> {actName(entry.action)}
        {object ? <b> {object.name || object.id}</b> : null}
      </p>
      <div className="row g3 wrap t13 s">
        <OutcomeWord outcome={entry.outcome} />
        <Moment at={entry.at} isFull />
      </div>
      <div style={{ marginTop: 12 }}>
        <KeyValues
          items={[
            { key: words.action, value: <CopyCode code={entry.action} /> },
            {
              key: words.actor,
              value: (
                <>
                  {actor.name}{" "}
                  {kinds[actor.kind] === actor.name ? null : (
                    <span className="m">{kinds[actor.kind] ?? actor.kind}</span>
                  )}{" "}
                  <AppLink href={`/ledger?actor=${encodeURIComponent(actor.id)}`}>{words.sameActor}</AppLink>
                </>
              ),
            },
            { key: words.department, value: entry.department ? <DepartmentName code={entry.department} /> : null },
            object
              ? {
                  key: words.object,
                  value: (
                    <>
                      {href ? (
                        <LinkIfThere href={href}>{object.name || object.id}</LinkIfThere>
                      ) : (
                        object.name || object.id
                      )}{" "}
                      <AppLink
                        href={`/ledger?objectKind=${encodeURIComponent(object.kind)}&objectId=${encodeURIComponent(object.id)}`}
                      >
                        {words.sameObject}
                      </AppLink>
                      <div>
                        <CopyCode code={object.id} />
                      </div>
                    </>
                  ),
                }
              : null,
            entry.owner ? { key: words.owner, value: <DepartmentName code={entry.owner} /> } : null,
            entry.items.length > 0
              ? { key: words.items, value: <span className="mono">{entry.items.join(", ")}</span> }
              : null,
            { key: words.grant, value: entry.grant ?? words.noGrant },
            entry.purpose ? { key: words.purpose, value: entry.purpose } : null,
            entry.rows === null ? null : { key: words.rows, value: format.number(entry.rows) },
            facts.length > 0
              ? { key: words.more, value: <span className="mono break">{facts.map(factText).join(" · ")}</span> }
              : null,
            { key: words.request, value: <CopyCode code={entry.request} /> },
          ]}
        />
      </div>
    </>
  );
}

const factText = ([name, value]: readonly [string, unknown]): string =>
  `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
