import type { ReactNode } from "react";
import { useWords } from "./language.tsx";
import { AppLink } from "./link.tsx";
import { kitWords } from "./words.ts";

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

/** Says what the page is. A list has a note beside its title; a record has crumbs, tags, a sentence and facts below. */
export function PageHead({
  title,
  note,
  crumbs,
  tags,
  lede,
  meta,
  actions,
  isRecord = crumbs !== undefined,
}: {
  title: string;
  /** Count, unit, scope and as-of time, after the title. */
  note?: ReactNode;
  crumbs?: readonly Crumb[];
  tags?: ReactNode;
  lede?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  isRecord?: boolean;
}) {
  const words = useWords(kitWords);
  return (
    <header className={isRecord ? "page-head record" : "page-head"}>
      <title>{`${title} · ${words.productName}`}</title>
      {crumbs && crumbs.length > 0 ? (
        <nav className="crumbs" aria-label={words.back}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.href}>
                <AppLink href={crumb.href}>{crumb.label}</AppLink>
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="line">
        <h1 tabIndex={-1}>{title}</h1>
        {tags}
        {note === undefined ? null : <span className="t13 m">{note}</span>}
        {actions ? <div className="actions no-print">{actions}</div> : null}
      </div>
      {lede ? <p className="lede">{lede}</p> : null}
      {meta ? <div className="meta">{meta}</div> : null}
    </header>
  );
}

/** A part of a page under its own heading; `isMajor` opens a new matter with an ink rule. */
export const Section = ({
  title,
  note,
  more,
  isMajor,
  id,
  children,
}: {
  title: string;
  note?: ReactNode;
  /** At the right end of the heading: a link to everything, an export. */
  more?: ReactNode;
  isMajor?: boolean;
  id?: string;
  children: ReactNode;
}) => (
  <section className={isMajor ? "section major" : "section"} id={id} aria-label={title}>
    <div className="section-head">
      <h2 className="sec">{title}</h2>
      {note === undefined ? null : <span className="t12 m">{note}</span>}
      {more === undefined ? null : <span className="more">{more}</span>}
    </div>
    {children}
  </section>
);

/** What can be done now, above the facts: each action with what it will do, or why it cannot be done. */
export const NextActions = ({
  label,
  actions,
}: {
  label: string;
  actions: readonly { key: string; button: ReactNode; text: ReactNode }[];
}) => (
  <section className="next no-print" aria-label={label}>
    {actions.map(({ key, button, text }) => (
      <div key={key}>
        {button}
        <p>{text}</p>
      </div>
    ))}
  </section>
);

/** The main matter with a narrow column of related facts beside it; one below the other where the page is narrow. */
export const Columns = ({ children, aside }: { children: ReactNode; aside: ReactNode }) => (
  <div className="columns">
    <div>{children}</div>
    <aside>{aside}</aside>
  </div>
);
