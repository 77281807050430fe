import { type Department, registryRoutes } from "#contract/registry";
import { type Choice, useAnswer, useLanguage } from "#kit";

const atOnce = 500;

export interface Departments {
  readonly list: readonly Department[];
  readonly isLoading: boolean;
  /** Short name in the language of the screen; the code where it is unknown. */
  readonly nameOf: (code: string) => string;
  readonly choices: readonly Choice[];
}

/** Departments by code, for names and choices; one answer shared by every screen. */
export function useDepartments(): Departments {
  const { data, isLoading } = useAnswer(registryRoutes.listDepartments, { query: { limit: atOnce } });
  const { language } = useLanguage();
  const list = data?.items ?? [];
  const shortName = (department: Department) =>
    language === "en" && department.nameEn !== "" ? department.nameEn : department.shortName;
  return {
    list,
    isLoading,
    nameOf: (code) => {
      const department = list.find((one) => one.code === code);
      return department ? shortName(department) : code;
    },
    choices: list.map((department) => ({
      value: department.code,
      label: shortName(department),
      note: department.code,
    })),
  };
}
