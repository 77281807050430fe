import { catalogRoutes } from "#contract/catalog";
import { dimensionNames, qualityRoutes } from "#contract/quality";
import {
  Answered,
  isMissing,
  LinkIfThere,
  Score,
  ScoreDot,
  Section,
  useAnswer,
  useFormat,
  useLanguage,
  useText,
  useWords,
} from "#kit";
import { FlowsOf } from "#shell";
import { registryWords } from "./words.ts";

/** Beside a department: its data in the catalog, and how good it is. Left out where the modules are not there. */
export const DepartmentAside = ({ code }: { code: string }) => (
  <>
    <DepartmentScore code={code} />
    <DepartmentResources code={code} />
    <FlowsOf node={`department:${code}`} />
  </>
);

function DepartmentScore({ code }: { code: string }) {
  const words = useWords(registryWords).department;
  const text = useText();
  const format = useFormat();
  const answer = useAnswer(qualityRoutes.departmentScores, { params: { code } });
  if (isMissing(answer.error)) return null;
  return (
    <Section title={words.score} note={answer.data ? words.scoreNote(format.score(answer.data.agreed)) : undefined}>
      <Answered answer={answer} what={words.score}>
        {({ score, agreed, dimensions }) =>
          score === null ? (
            <p className="t13 m">{words.notScored}</p>
          ) : (
            <dl className="score-list">
              {[
                { key: "total", name: words.total, score },
                ...dimensions.map((one) => ({
                  key: one.dimension,
                  name: text(dimensionNames[one.dimension]),
                  score: one.score,
                })),
              ].map((line) => (
                <div key={line.key}>
                  <dt>{line.name}</dt>
                  <dd>
                    <ScoreDot score={line.score} agreed={agreed} width={132} />
                    <LinkIfThere href={`/quality?department=${code}`}>
                      <Score score={line.score} agreed={agreed} />
                    </LinkIfThere>
                  </dd>
                </div>
              ))}
            </dl>
          )
        }
      </Answered>
    </Section>
  );
}

function DepartmentResources({ code }: { code: string }) {
  const words = useWords(registryWords).department;
  const format = useFormat();
  const { language } = useLanguage();
  const answer = useAnswer(catalogRoutes.listResources, { query: { department: code, sort: "rows", limit: 8 } });
  if (isMissing(answer.error)) return null;
  const total = answer.data?.total ?? 0;
  return (
    <Section
      title={words.resources}
      note={words.resourcesNote}
      more={
        total > 0 ? (
          <LinkIfThere href={`/catalog?department=${code}`}>{words.allResources(format.number(total))}</LinkIfThere>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.resources}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.noResources}</p>
          ) : (
            <ul className="plain-list">
              {items.map((resource) => (
                <li key={resource.id}>
                  <LinkIfThere href={`/catalog/${resource.id}`}>
                    {language === "en" && resource.nameEn ? resource.nameEn : resource.name}
                  </LinkIfThere>
                  <span className="m t12 nw">
                    {resource.data.rowCount === null ? "—" : words.rows(format.number(resource.data.rowCount))}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}
