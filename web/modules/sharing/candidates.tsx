import { Button } from "antd";
import { type Candidate, type sharingRoutes } from "#contract/sharing";
import type { RouteAnswer } from "#contract/route";
import { shareClassNames } from "#contract/catalog";
import {
  AppLink,
  Day,
  ErrorState,
  LinkIfThere,
  Moment,
  NameCell,
  None,
  PlainTable,
  Score,
  StateWord,
  Tag,
  useFormat,
  useText,
  useWords,
} from "#kit";
import { DepartmentName } from "#shell";
import { needWords } from "./need-words.ts";
import { type Basket } from "./use-basket.ts";

export type Found = RouteAnswer<typeof sharingRoutes.findCandidates>;

/** What answers to a need: whose it is, how fresh and how good, how it is shared, when an answer may be expected. */
export function Candidates({
  items,
  basket,
  demandId,
}: {
  items: readonly Candidate[];
  basket: Basket;
  demandId?: string;
}) {
  const words = useWords(needWords).find;
  const text = useText();
  const format = useFormat();
  return (
    <>
      {basket.problem ? <ErrorState error={basket.problem} /> : null}
      <PlainTable
        label={words.results}
        isDense={false}
        columns={[
          { title: words.name },
          { title: words.hits, width: "15%" },
          { title: words.department, width: "13%" },
          { title: words.fresh, width: 104 },
          { title: words.score, width: 64, isFigure: true },
          { title: words.answerBy, width: 118 },
          ...(basket.mayAsk ? [{ title: words.add, width: 118 }] : []),
        ]}
        rows={items.map((one) => ({
          key: one.resourceId,
          cells: [
            <NameCell
              key="name"
              name={one.name}
              href={`/catalog/${one.resourceId}`}
              note={
                <AppLink href={`/catalog/${one.resourceId}#items`}>{words.items(format.number(one.itemCount))}</AppLink>
              }
            />,
            <span key="hits" className="row g1 wrap">
              {one.hits.map((hit) => (
                <Tag key={hit}>{hit}</Tag>
              ))}
            </span>,
            <DepartmentName key="department" code={one.department} />,
            <span key="fresh">
              {one.loadedAt === null ? <span className="m">{words.noData}</span> : <Moment at={one.loadedAt} />}
              {one.rowCount === null ? null : <span className="l2">{words.rows(format.number(one.rowCount))}</span>}
            </span>,
            one.score === null ? (
              <None key="score" />
            ) : (
              <LinkIfThere key="score" href={`/quality/resources/${one.resourceId}`}>
                <Score score={one.score} />
              </LinkIfThere>
            ),
            <span key="due">
              {one.answerDueOn === null ? null : <Day on={one.answerDueOn} />}
              <span className="l2">{text(shareClassNames[one.shareClass])}</span>
            </span>,
            one.shareClass === "denied" ? (
              <None key="add" />
            ) : (
              <AddButton key="add" one={one} basket={basket} {...(demandId === undefined ? {} : { demandId })} />
            ),
          ],
        }))}
      />
    </>
  );
}

export function AddButton({
  one,
  basket,
  demandId,
}: {
  one: Pick<Candidate, "resourceId" | "name">;
  basket: Basket;
  demandId?: string;
}) {
  const words = useWords(needWords).find;
  if (!basket.mayAsk) return null;
  if (basket.has(one.resourceId))
    return (
      <StateWord icon="check" tone="good" light>
        {words.inBasket}
      </StateWord>
    );
  return (
    <Button
      size="small"
      disabled={basket.isAdding}
      aria-label={`${words.add}：${one.name}`}
      onClick={() => void basket.add(one, demandId)}
    >
      {words.add}
    </Button>
  );
}
