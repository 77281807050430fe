import { AppLink, Section, useFormat, useWords } from "#kit";
import type { GrantFile } from "./grant-screen.tsx";
import { termsWords } from "./terms-words.ts";

/** How much of each quota is used; without one, the figure alone. */
export function QuotaBars({ grant }: { grant: GrantFile }) {
  const words = useWords(termsWords).quota;
  const { usage, terms } = grant;
  return (
    <Section title={words.title} note={words.note}>
      <Bar name={words.today} used={usage.today} quota={terms.quotaPerDay} grant={grant} />
      <Bar name={words.month} used={usage.thisMonth} quota={terms.quotaPerMonth} grant={grant} />
    </Section>
  );
}

function Bar({ name, used, quota, grant }: { name: string; used: number; quota: number | null; grant: GrantFile }) {
  const words = useWords(termsWords).quota;
  const format = useFormat();
  const share = quota === null ? null : Math.min(1, used / quota);
  const said = quota === null ? words.unlimited : words.of(format.number(quota));
  return (
    <div className="quota">
      <div className="row g2">
        <span className="t13">{name}</span>
        <span className="sp" />
        <AppLink
          href={`/ledger?objectKind=resource&objectId=${grant.resource.id}&department=${grant.terms.department}`}
        >
          <b>{format.number(used)}</b>
        </AppLink>
        <span className="t12 m">{said}</span>
      </div>
      {share === null ? null : (
        <div className="progress-track" aria-hidden="true">
          <i className={share >= 1 ? "bad-part" : ""} style={{ width: `${(share * 100).toFixed(1)}%` }} />
        </div>
      )}
    </div>
  );
}
