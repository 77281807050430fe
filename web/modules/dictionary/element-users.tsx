import { catalogRoutes } from "#contract/catalog";
import { Answered, isMissing, LinkIfThere, Section, useAnswer, useFormat, useLanguage, useWords } from "#kit";
import { dictionaryWords } from "./words.ts";

/** Resources of the catalog whose items refer to the element. */
export function ElementUsers({ id }: { id: string }) {
  const words = useWords(dictionaryWords).element;
  const format = useFormat();
  const { language } = useLanguage();
  const answer = useAnswer(catalogRoutes.listResources, { query: { element: id, limit: 8 } });
  if (isMissing(answer.error)) return null;
  const total = answer.data?.total ?? 0;
  return (
    <Section
      title={words.usedBy}
      note={words.usedNote}
      more={
        total > 0 ? (
          <LinkIfThere href={`/catalog?element=${id}`}>{words.allUsed(format.number(total))}</LinkIfThere>
        ) : undefined
      }
    >
      <Answered answer={answer} what={words.usedBy}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="t13 m">{words.notUsed}</p>
          ) : (
            <ul className="plain-list">
              {items.map((resource) => (
                <li key={resource.id}>
                  <LinkIfThere href={`/catalog/${resource.id}`}>
                    {language === "en" && resource.nameEn ? resource.nameEn : resource.name}
                  </LinkIfThere>
                  <span className="m t12">{resource.departmentName}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  );
}
