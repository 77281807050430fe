import { type KeyboardEvent, useEffect, useRef } from "react";
import { divisionLevelNames, type Division, registryRoutes } from "#contract/registry";
import { AppLink, ErrorState, Icon, LoadingState, useFormat, usePages, useText, useWords } from "#kit";
import { registryWords } from "./words.ts";

const deepest = 5;

type Status = "current" | "retired" | undefined;

/**
 * One column for each level: the country, then what lies below each division on the way to the chosen one. Arrow keys move
 * inside a column and between columns; on a phone only the last column is shown.
 */
export function DivisionColumns({ path, status }: { path: readonly string[]; status: Status }) {
  const words = useWords(registryWords).divisions;
  const frame = useRef<HTMLElement>(null);
  const parents = [null, ...path].slice(0, deepest);
  const last = path.at(-1);
  useEffect(() => {
    if (last === undefined) return;
    frame.current?.scrollTo({ left: frame.current.scrollWidth });
    for (const chosen of frame.current?.querySelectorAll("[aria-current]") ?? [])
      chosen.scrollIntoView({ block: "nearest" });
  }, [last]);
  return (
    <nav ref={frame} className="division-columns" aria-label={words.columns}>
      {parents.map((parent, index) => (
        <DivisionColumn key={parent ?? "top"} parent={parent} chosen={path[index]} status={status} />
      ))}
    </nav>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const target = targetOf(event);
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Where an arrow key leads: up and down inside a column, left and right to the neighbouring one. */
function targetOf(event: KeyboardEvent<HTMLElement>): HTMLElement | null {
  const link = (event.target as HTMLElement).closest("a");
  const item = link?.closest("li");
  const column = link?.closest(".division-column");
  if (!item || !column) return null;
  const firstOf = (place: Element | null) =>
    place?.querySelector<HTMLElement>("a[aria-current]") ?? place?.querySelector<HTMLElement>("a") ?? null;
  switch (event.key) {
    case "ArrowDown":
      return item.nextElementSibling?.querySelector("a") ?? null;
    case "ArrowUp":
      return item.previousElementSibling?.querySelector("a") ?? null;
    case "ArrowRight":
      return firstOf(column.nextElementSibling);
    case "ArrowLeft":
      return firstOf(column.previousElementSibling);
    default:
      return null;
  }
}

function DivisionColumn({
  parent,
  chosen,
  status,
}: {
  parent: string | null;
  chosen: string | undefined;
  status: Status;
}) {
  const words = useWords(registryWords).divisions;
  const text = useText();
  const format = useFormat();
  const pages = usePages(
    registryRoutes.listDivisions,
    { query: { ...(parent === null ? {} : { parent }), ...(status ? { status } : {}) } },
    { pageSize: 200 },
  );
  const level = pages.rows[0]?.level;
  const left = (pages.total ?? 0) - pages.rows.length;
  return (
    <section className="division-column" aria-label={level ? text(divisionLevelNames[level]) : words.none}>
      <h2>
        {level ? text(divisionLevelNames[level]) : words.children}{" "}
        <span className="m">{format.number(pages.total ?? 0)}</span>
      </h2>
      {pages.error ? <ErrorState error={pages.error} retry={pages.refetch} /> : null}
      {pages.isLoading ? <LoadingState what={words.what} rows={8} /> : null}
      <ul>
        {pages.rows.map((division) => (
          <li key={division.code}>
            <DivisionLink division={division} isChosen={division.code === chosen} />
          </li>
        ))}
      </ul>
      {!pages.isLoading && pages.rows.length === 0 && !pages.error ? <p className="t13 m">{words.none}</p> : null}
      {pages.hasMore ? (
        <button type="button" className="plain-button t13" onClick={pages.loadMore} disabled={pages.isLoadingMore}>
          {words.more(format.number(left))}
        </button>
      ) : null}
    </section>
  );
}

function DivisionLink({ division, isChosen }: { division: Division; isChosen: boolean }) {
  const words = useWords(registryWords).divisions;
  const isRetired = division.status === "retired";
  return (
    <AppLink
      href={`/registry/divisions/${division.code}`}
      aria-current={isChosen ? "true" : undefined}
      className={isRetired ? "retired" : undefined}
      onKeyDown={moveFocus}
    >
      <span>
        <span className="name">{division.name}</span>
        <small>
          {division.code}
          {isRetired ? ` · ${words.retired}` : ""}
        </small>
      </span>
      {division.childCount > 0 ? <Icon name="right" /> : null}
    </AppLink>
  );
}
