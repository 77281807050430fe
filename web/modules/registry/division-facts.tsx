import type { z } from "zod";
import { divisionLevelNames, type registryRoutes } from "#contract/registry";
import { AppLink, CopyCode, Facts, LinkIfThere, Section, StateWord, useFormat, useText, useWords } from "#kit";
import { registryWords } from "./words.ts";

type DivisionWithPath = z.output<typeof registryRoutes.getDivision.answer>;

/** Everything known of the chosen division; a retired one leads to its successors. */
export function DivisionFacts({ division }: { division: DivisionWithPath }) {
  const words = useWords(registryWords).divisions;
  const text = useText();
  const format = useFormat();
  const isRetired = division.status === "retired";
  return (
    <Section
      isMajor
      title={division.name}
      note={
        <StateWord icon={isRetired ? "retired" : "check"} tone={isRetired ? "fault" : "good"}>
          {isRetired ? words.retired : words.current}
        </StateWord>
      }
    >
      <Facts
        items={[
          { key: words.code, value: <CopyCode code={division.code} /> },
          { key: words.level, value: text(divisionLevelNames[division.level]) },
          { key: words.children, value: words.childCount(format.number(division.childCount)) },
          {
            key: words.parents,
            isWide: division.ancestors.length > 2,
            value:
              division.ancestors.length === 0
                ? words.top
                : division.ancestors.map((one, index) => (
                    <span key={one.code}>
                      {index > 0 ? " / " : ""}
                      <AppLink href={`/registry/divisions/${one.code}`}>{one.name}</AppLink>
                    </span>
                  )),
          },
          { key: words.seen, value: <Seen division={division} /> },
          isRetired
            ? {
                key: words.successors,
                value:
                  division.successors.length === 0
                    ? words.gone
                    : division.successors.map((one) => (
                        <div key={one.code}>
                          <AppLink href={`/registry/divisions/${one.code}`}>{one.name}</AppLink>{" "}
                          <CopyCode code={one.code} />
                        </div>
                      )),
              }
            : null,
          {
            key: words.departmentsHere,
            value: (
              <LinkIfThere href={`/registry/departments?division=${division.code}`}>
                {words.departmentsHere}
              </LinkIfThere>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Seen({ division }: { division: DivisionWithPath }) {
  const words = useWords(registryWords).divisions;
  const format = useFormat();
  const { firstSeenOn, lastSeenOn } = division;
  if (!firstSeenOn) return words.unknown;
  return lastSeenOn && division.status === "retired"
    ? words.seenUntil(format.date(firstSeenOn), format.date(lastSeenOn))
    : words.seenSince(format.date(firstSeenOn));
}
