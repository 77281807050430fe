import { type Follow, followRoutes } from "#contract/intake-follow";
import {
  AppLink,
  Icon,
  isMissing,
  isRefused,
  PlainTable,
  Section,
  useAnswer,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { HealthWord, isTroubled } from "./parts.tsx";
import { followWords } from "./words.ts";

const looked = 500;
const shown = 6;
const renewMs = 30_000;

/** What of following needs somebody: stopped runs, differences, changed shapes, late ones, and what endangers a source. */
export function FollowAlerts() {
  const words = useWords(followWords).alerts;
  const format = useFormat();
  const { data, error } = useAnswer(
    followRoutes.listFollows,
    { query: { limit: looked } },
    { every: renewMs, keepsLast: true },
  );
  if (isMissing(error) || isRefused(error) || !data || data.total === 0) return null;
  const alerts = data.items.flatMap(alertsOf);
  const total = format.number(data.total);
  if (alerts.length === 0)
    return (
      <p className="t13 s" style={{ marginTop: 12 }}>
        <AppLink href="/intake/follows" className="under">
          {words.well(total)}
        </AppLink>
      </p>
    );
  return (
    <Section title={words.title} more={<AppLink href="/intake/follows">{words.all(total)}</AppLink>}>
      <AlertTable alerts={alerts.slice(0, shown)} />
      {alerts.length > shown ? (
        <p className="t12 m" style={{ marginTop: 8 }}>
          <AppLink href="/intake/follows">{words.more(format.number(alerts.length - shown))}</AppLink>
        </p>
      ) : null}
      {data.items.length < data.total ? (
        <p className="t12 m">{words.unseen(format.number(data.items.length))}</p>
      ) : null}
    </Section>
  );
}

interface Alert {
  readonly key: string;
  readonly follow: Follow;
  /** Its health, or the finding about its source. */
  readonly finding: Follow["findings"][number] | null;
}

/** A follow in trouble, and each finding of a follow that goes on but endangers its source. */
function alertsOf(follow: Follow): readonly Alert[] {
  const trouble = isTroubled(follow.health) ? [{ key: follow.id, follow, finding: null }] : [];
  const dangers = follow.findings
    .filter(({ code }) => dangerCodes.has(code))
    .map((finding) => ({ key: `${follow.id} ${finding.code}`, follow, finding }));
  return [...trouble, ...dangers];
}

/** Findings that say a source's disk may fill up with the log it keeps for us, or that the log is about to be dropped. */
const dangerCodes: ReadonlySet<string> = new Set(["capture.slot-disk", "capture.slot-at-limit"]);

function AlertTable({ alerts }: { alerts: readonly Alert[] }) {
  const all = useWords(followWords);
  const words = all.alerts;
  const text = useText();
  return (
    <PlainTable
      label={words.title}
      columns={[{ title: words.what, width: "28%" }, { title: all.list.state, width: 130 }, { title: words.why }]}
      rows={alerts.map(({ key, follow, finding }) => ({
        key,
        cells: [
          <AppLink key="what" href={`/intake/follows/${follow.id}`} className="l1">
            {follow.resourceName}
          </AppLink>,
          finding === null ? (
            <HealthWord key="state" health={follow.health} />
          ) : (
            <span key="state" className="st plain light">
              <Icon name="info" />
              {words.disk}
            </span>
          ),
          <span key="why" className="break">
            {finding === null ? text(follow.text) : text(finding.text)}
          </span>,
        ],
      }))}
    />
  );
}
