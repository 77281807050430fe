import type { Follow } from "#contract/intake-follow";
import { CopyCode, Section, StateWord, useText, useWords } from "#kit";
import { pageWords } from "./page-words.ts";

/** What the source's account, settings or log should have otherwise, each with the statement that mends it. */
export function Findings({ findings }: { findings: Follow["findings"] }) {
  const words = useWords(pageWords);
  if (findings.length === 0) return null;
  return (
    <Section title={words.findings} note={words.findingsNote}>
      <FindingList findings={findings} />
    </Section>
  );
}

export function FindingList({ findings }: { findings: Follow["findings"] }) {
  const words = useWords(pageWords);
  const text = useText();
  return (
    <ul className="findings">
      {findings.map((finding) => {
        const isGrave = finding.weight === "stop";
        return (
          <li key={finding.code}>
            <StateWord icon={isGrave ? "fault" : "info"} tone={isGrave ? "fault" : "plain"} light>
              {isGrave ? words.mustMend : words.shouldMend}
            </StateWord>
            <span>
              {text(finding.text)}
              {finding.statement === null ? null : (
                <span className="row g2 wrap">
                  <code className="mono break">{finding.statement}</code>
                  <CopyCode code={finding.statement} />
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
