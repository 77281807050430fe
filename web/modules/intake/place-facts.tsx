import type { Source } from "#contract/intake";
import { arrivalRoutes } from "#contract/intake-arrivals";
import type { Place } from "#contract/intake-place";
import { Answered, Facts, Section, useAnswer, useText, useWords } from "#kit";
import { placeWords } from "./place-words.ts";
import { PlacedThings } from "./placed-things.tsx";
import { intakeWords } from "./words.ts";

/** How a place is reached. */
export function PlaceFacts({ place }: { place: Place }) {
  const all = useWords(intakeWords).source;
  const words = useWords(placeWords);
  const mono = (value: string) => <span className="mono break">{value}</span>;
  return (
    <Section title={all.facts}>
      <Facts
        items={[
          { key: words.kind, value: words.kinds[place.kind] },
          "host" in place ? { key: all.host, value: mono(`${place.host}:${place.port}`) } : null,
          "path" in place ? { key: words.path, value: mono(place.path) } : null,
          "url" in place ? { key: words.url, value: mono(place.url) } : null,
          "user" in place && place.user !== "" ? { key: all.user, value: place.user } : null,
          place.kind === "sftp" && place.hostKey !== null
            ? { key: words.hostKey, isWide: true, value: mono(place.hostKey) }
            : null,
        ]}
      />
    </Section>
  );
}

/** What lies there now. */
export function Things({ source }: { source: Source }) {
  const words = useWords(placeWords);
  const text = useText();
  const answer = useAnswer(arrivalRoutes.lookIntoPlace, { params: { id: source.id }, query: { pattern: "" } });
  return (
    <Section title={words.things} note={answer.data ? text(answer.data.text) : undefined} isMajor>
      <Answered answer={answer} what={words.things}>
        {(found) => <PlacedThings found={found} />}
      </Answered>
    </Section>
  );
}
