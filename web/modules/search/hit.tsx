import { shareClassNames } from "#contract/catalog";
import { type SearchHit, searchKindNames, type SearchReason } from "#contract/search";
import { AppLink, Marked, Moment, Score, Tag, useFormat, useLanguage, useText, useWords } from "#kit";
import { dataWords, hitAddress } from "#shell";
import { searchWords } from "./words.ts";

/** One hit: what it is, whose, how good and fresh its data are, and why it is here. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { language } = useLanguage();
  const href = hitAddress(hit);
  const isEnglish = language === "en" && hit.nameEn !== "";
  const name = isEnglish ? <span lang="en">{hit.nameEn}</span> : <Marked {...hit.name} />;
  return (
    <li className="hit">
      <h2>
        {href === null ? (
          name
        ) : (
          <AppLink href={href} className="hit-name">
            {name}
          </AppLink>
        )}
      </h2>
      <HitFacts hit={hit} />
      {hit.abstract.text === "" ? null : (
        <p className="s">
          <Marked {...hit.abstract} />
        </p>
      )}
      <Reasons reasons={hit.reasons} />
    </li>
  );
}

function HitFacts({ hit }: { hit: SearchHit }) {
  const words = useWords(searchWords);
  const { gradeShort } = useWords(dataWords);
  const text = useText();
  const format = useFormat();
  const isResource = hit.kind === "resource";
  return (
    <div className="row g2 wrap t13 m">
      <Tag tone={hit.kind === "external" ? "ink" : "sunken"}>{text(searchKindNames[hit.kind])}</Tag>
      {hit.departmentName === "" || hit.kind === "department" ? null : <span>{hit.departmentName}</span>}
      {hit.theme === "" ? null : <span>{hit.theme}</span>}
      {hit.shareClass === null ? null : <span>{text(shareClassNames[hit.shareClass])}</span>}
      {hit.grade === null ? null : <span>{gradeShort(hit.grade)}</span>}
      {isResource && !hit.hasData ? <span>{words.noDataYet}</span> : null}
      {hit.loadedAt === null ? null : (
        <span>
          {words.fresh} <Moment at={hit.loadedAt} />
        </span>
      )}
      {hit.quality === null ? null : <Score score={hit.quality} />}
      {hit.uses === 0 ? null : <span>{words.users(format.number(hit.uses))}</span>}
      {hit.code === "" ? null : <span className="mono">{hit.code}</span>}
    </div>
  );
}

/** What the name does not show by itself. */
function Reasons({ reasons }: { reasons: readonly SearchReason[] }) {
  const words = useWords(searchWords);
  const told = reasons.filter(({ field, how }) => field !== "abstract" && (field !== "name" || how !== "text"));
  if (told.length === 0) return null;
  return (
    <ul className="hit-reasons t13" aria-label={words.reasons}>
      {told.map(({ field, how, found, said }) => (
        <li key={`${field} ${said}`}>
          <span className="m">{words.fields[field]}</span> <Marked {...found} />
          {how === "text" ? null : <span className="m">（{words.ways[how](said)}）</span>}
        </li>
      ))}
    </ul>
  );
}
