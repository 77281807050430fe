import { catalogRoutes } from "#contract/catalog";
import { dictionaryRoutes } from "#contract/dictionary";
import { registryRoutes } from "#contract/registry";
import { useAnswer, useLanguage, useScreenExists } from "#kit";

export interface FoundGroup {
  readonly key: "resources" | "departments" | "elements" | "divisions";
  /** All that fit, where the list counts them. */
  readonly total: number | null;
  readonly found: readonly { readonly href: string; readonly name: string; readonly note: string }[];
}

const shown = 5;

/** Asks each module's own list; a module that is not there or not permitted is passed over. */
export function useFindEverything(text: string): { groups: readonly FoundGroup[]; isSearching: boolean } {
  const { language } = useLanguage();
  const exists = useScreenExists();
  const options = { isReady: text !== "" };
  const query = { q: text, limit: shown };
  const resources = useAnswer(catalogRoutes.listResources, { query }, options);
  const departments = useAnswer(registryRoutes.listDepartments, { query }, options);
  const elements = useAnswer(dictionaryRoutes.listElements, { query }, options);
  const divisions = useAnswer(registryRoutes.searchDivisions, { query }, options);
  const either = (zh: string, en: string) => (language === "en" && en !== "" ? en : zh);
  const groups: FoundGroup[] = [
    {
      key: "resources",
      total: resources.data?.total ?? null,
      found: (resources.data?.items ?? []).map((item) => ({
        href: `/catalog/${item.id}`,
        name: either(item.name, item.nameEn),
        note: `${item.departmentName} ${item.code ?? ""}`,
      })),
    },
    {
      key: "departments",
      total: departments.data?.total ?? null,
      found: (departments.data?.items ?? []).map((item) => ({
        href: `/registry/departments/${item.code}`,
        name: either(item.name, item.nameEn),
        note: item.code,
      })),
    },
    {
      key: "elements",
      total: elements.data?.total ?? null,
      found: (elements.data?.items ?? []).map((item) => ({
        href: `/dictionary/elements/${item.id}`,
        name: item.name[language],
        note: `${item.id} ${item.field}`,
      })),
    },
    {
      key: "divisions",
      total: null,
      found: (divisions.data?.items ?? []).map((item) => ({
        href: `/registry/divisions/${item.code}`,
        name: item.name,
        note: `${item.path.join(" / ")} ${item.code}`,
      })),
    },
  ];
  return {
    groups: groups
      .filter((group) => group.found.length > 0 && exists(group.found[0]?.href ?? ""))
      .map((group) => ({ ...group, found: group.found.slice(0, shown) })),
    isSearching: [resources, departments, elements, divisions].some((answer) => answer.isLoading),
  };
}
