import { CopyCode } from "../copy.tsx";
import { Icon, type IconName, iconNames } from "../icons.tsx";
import { useFormat, useWords } from "../language.tsx";
import { Marked } from "../marked.tsx";
import { Day, Moment } from "../moment.tsx";
import { PromiseBar, PromiseWord } from "../promise-bar.tsx";
import { type PromiseFacts } from "../promise.ts";
import { Score, ScoreDot, Sparkline } from "../score-dot.tsx";
import { StateWord, Tag, Why } from "../state-word.tsx";
import { TrustBadge } from "../trust.tsx";
import { galleryWords } from "./words.ts";

export function Marks() {
  const words = useWords(galleryWords);
  return (
    <div className="stack g4">
      <div className="row g4 wrap">
        <StateWord icon="check" tone="good">
          {words.published}
        </StateWord>
        <StateWord icon="check" light>
          {words.published}
        </StateWord>
        <StateWord icon="retired">{words.withdrawn}</StateWord>
        <StateWord icon="fault" tone="fault">
          {words.fault}
        </StateWord>
        <StateWord icon="shield" tone="good" light>
          {words.verified}
        </StateWord>
      </div>
      <div className="row g2 wrap">
        <Tag tone="water" icon="check">
          {words.published}
        </Tag>
        <Tag tone="line">{words.themes.population}</Tag>
        <Tag>{words.themes.legal}</Tag>
        <Tag tone="fault" icon="fault">
          {words.fault}
        </Tag>
        <Tag tone="ink">{words.demo}</Tag>
        <Marked text={words.themes.population} marks={[[0, 2]]} />
      </div>
      <Why icon="lock">{words.lockedWhy}</Why>
      <ul className="row g4 wrap">
        {iconNames.map((name: IconName) => (
          <li key={name} className="row g1 t12 m">
            <Icon name={name} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

const instant = "2026-03-18T02:42:07Z";

export function Figures() {
  const words = useWords(galleryWords);
  const format = useFormat();
  return (
    <div className="stack g3">
      <div className="row g6 wrap">
        <span>{format.number(1_284_306)}</span>
        <span>{format.rough(318_000_000)}</span>
        <span>{format.percent(0.124)}</span>
        <span>{format.bytes(1_258_291)}</span>
        <span>{format.duration(200_000)}</span>
        <span>{format.entry(48_213)}</span>
        <Day on="2026-03-18" />
        <Moment at={instant} />
        <Moment at={instant} isFull />
        <Moment at={null} />
        <CopyCode code="DE-00002" />
      </div>
      <div className="row g6 wrap">
        <TrustBadge figure={format.number(1_284_306)} source={words.department} asOf={instant} score={98.1} />
        <TrustBadge figure={format.rough(4_120_000)} source={null} />
      </div>
      <div className="row g6 wrap">
        {[99.3, 95.1, 92.4].map((score) => (
          <span key={score} className="row g2">
            <ScoreDot score={score} width={132} />
            <Score score={score} />
          </span>
        ))}
        <Score score={null} />
        <Sparkline values={[97.2, 97.6, 97.4, 98, 98.1]} />
      </div>
    </div>
  );
}

const promises: readonly PromiseFacts[] = [
  { state: "on-time", limit: 10, used: 4 },
  { state: "reminder", limit: 10, used: 7 },
  { state: "warning", limit: 10, used: 9 },
  { state: "overdue", limit: 10, used: 10, overdueBy: 3 },
  { state: "paused", limit: 10, used: 6, pausedOn: [2, 3] },
  { state: "extended", limit: 10, used: 8, extendedBy: 5 },
  { state: "met", limit: 10, used: 6 },
  { state: "missed", limit: 10, used: 10, overdueBy: 2 },
];

export const PromiseBars = () => (
  <ul className="stack g2">
    {promises.map((facts) => (
      <li key={facts.state} className="row g3">
        <span style={{ width: 112 }}>
          <PromiseWord state={facts.state} />
        </span>
        <PromiseBar facts={facts} />
      </li>
    ))}
  </ul>
);
