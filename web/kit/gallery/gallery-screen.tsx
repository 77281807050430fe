import type { ReactNode } from "react";
import { useWords } from "../language.tsx";
import { PageHead, Section } from "../page-head.tsx";
import { Actions } from "./actions.tsx";
import { Figures, Marks, PromiseBars } from "./marks.tsx";
import { Filters } from "./filters.tsx";
import { SampleForm } from "./sample-form.tsx";
import { ManyRows } from "./many-rows.tsx";
import { ProgressBars, SampleChart, SampleWizard, States, Stories } from "./states.tsx";
import { galleryWords } from "./words.ts";

const sections: Readonly<Record<keyof (typeof galleryWords)["zh"]["sections"], () => ReactNode>> = {
  marks: Marks,
  figures: Figures,
  promise: PromiseBars,
  actions: Actions,
  filters: Filters,
  states: States,
  progress: ProgressBars,
  form: SampleForm,
  story: Stories,
  chart: SampleChart,
  wizard: SampleWizard,
  table: ManyRows,
};

/** Every part of the kit in its states, in the present theme and language. Builders look here first. */
export function GalleryScreen() {
  const words = useWords(galleryWords);
  const names = Object.keys(sections) as (keyof typeof sections)[];
  return (
    <div className="page">
      <PageHead title={words.title} note={words.note} />
      <nav className="row g3 wrap t13" aria-label={words.contents} style={{ marginTop: 8 }}>
        {names.map((name) => (
          <a key={name} href={`#${name}`}>
            {words.sections[name]}
          </a>
        ))}
      </nav>
      {names.map((name) => {
        const Part = sections[name];
        return (
          <Section key={name} id={name} title={words.sections[name]} isMajor>
            <Part />
          </Section>
        );
      })}
    </div>
  );
}
