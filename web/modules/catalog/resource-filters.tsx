import { catalogRoutes, shareClasses, shareClassNames, updateCycleNames, updateCycles } from "#contract/catalog";
import { dataGrades } from "#contract/dictionary";
import { FilterChip, useAnswer, useFilters, useFormat, useText, useWords } from "#kit";
import { dataWords, DepartmentChip } from "#shell";
import { orders, resourceFilters } from "./filters.ts";
import { FindWithin } from "./find-within.tsx";
import { catalogWords } from "./words.ts";

/** What the list is narrowed by and in which order it stands; choices carry their counts from the one count. */
export function ResourceFilters() {
  const all = useWords(catalogWords);
  const words = all.list;
  const { grade: gradeName } = useWords(dataWords);
  const text = useText();
  const format = useFormat();
  const [search, setSearch] = useFilters(resourceFilters);
  const { data: counts } = useAnswer(catalogRoutes.counts, {});
  const note = (count: number | undefined) => (count === undefined ? {} : { note: format.number(count) });
  return (
    <>
      <FindWithin />
      <DepartmentChip value={search.department} onChange={(department) => setSearch({ department })} />
      <FilterChip
        label={words.shareClass}
        value={search.shareClass}
        choices={shareClasses.map((value) => ({
          value,
          label: text(shareClassNames[value]),
          ...note(counts?.byShareClass[value]),
        }))}
        onChange={(shareClass) => setSearch({ shareClass: shareClass as typeof search.shareClass })}
      />
      <FilterChip
        label={words.theme}
        value={search.theme}
        choices={(counts?.byTheme ?? [])
          .filter(({ theme }) => theme !== "")
          .map(({ theme, total }) => ({ value: theme, label: theme, ...note(total) }))}
        search="here"
        onChange={(theme) => setSearch({ theme })}
      />
      <FilterChip
        label={words.cycle}
        value={search.updateCycle}
        choices={updateCycles.map((value) => ({
          value,
          label: text(updateCycleNames[value]),
          ...note(counts?.byUpdateCycle[value]),
        }))}
        onChange={(updateCycle) => setSearch({ updateCycle: updateCycle as typeof search.updateCycle })}
      />
      <FilterChip
        label={words.grade}
        value={search.grade}
        choices={dataGrades.map((value) => ({ value, label: gradeName(value), ...note(counts?.byGrade[value]) }))}
        onChange={(grade) => setSearch({ grade: grade as typeof search.grade })}
      />
      <FilterChip
        label={words.data}
        value={search.hasData}
        choices={[
          { value: "true", label: words.withData },
          { value: "false", label: words.withoutData },
        ]}
        onChange={(hasData) => setSearch({ hasData: hasData as typeof search.hasData })}
      />
      {search.element === undefined ? null : (
        <FilterChip
          label={words.element}
          value={search.element}
          choices={[]}
          onChange={(element) => setSearch({ element })}
        />
      )}
      <FilterChip
        label={words.order}
        value={search.sort}
        usual="department"
        choices={orders.map((value) => ({ value, label: words.orders[value] }))}
        onChange={(sort) => setSearch({ sort: sort as typeof search.sort })}
      />
    </>
  );
}
