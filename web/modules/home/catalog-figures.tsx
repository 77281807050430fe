import { catalogRoutes } from "#contract/catalog";
import { Answered, isMissing, isRefused, LinkIfThere, Section, useAnswer, useFormat, useWords } from "#kit";
import { homeWords } from "./words.ts";

/** The one count of the catalog; left out where there is none. */
export function CatalogFigures() {
  const words = useWords(homeWords);
  const format = useFormat();
  const answer = useAnswer(catalogRoutes.counts, {});
  if (isMissing(answer.error) || isRefused(answer.error)) return null;
  return (
    <Section
      title={words.figures}
      note={answer.data ? words.figuresNote(format.moment(answer.data.asOf)) : undefined}
      more={<LinkIfThere href="/catalog/counts">{words.charts}</LinkIfThere>}
    >
      <Answered answer={answer} what={words.figures}>
        {(counts) => (
          <dl className="sums">
            <Figure name={words.resources} value={counts.total} href="/catalog" />
            <Figure name={words.published} value={counts.byStage["published"] ?? 0} href="/catalog?stage=published" />
            <Figure name={words.departments} value={counts.byDepartment.length} href="/catalog/counts" />
            <Figure name={words.rows} value={counts.rowCount} href="/catalog?sort=rows" />
            <div>
              <dt>{words.mapped}</dt>
              <dd className="in-text">
                <LinkIfThere href="/dictionary/elements">{format.number(counts.mappedItemCount)}</LinkIfThere>
                <span className="t13 m"> / {format.number(counts.itemCount)}</span>
              </dd>
            </div>
          </dl>
        )}
      </Answered>
    </Section>
  );
}

function Figure({ name, value, href }: { name: string; value: number; href: string }) {
  const format = useFormat();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <LinkIfThere href={href}>{format.number(value)}</LinkIfThere>
      </dd>
    </div>
  );
}
