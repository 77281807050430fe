import { registryRoutes } from "#contract/registry";
import { type Choice, useAnswer } from "#kit";
import { useState } from "react";

export interface DivisionChoices {
  readonly choices: readonly Choice[];
  readonly search: (text: string) => void;
  readonly isSearching: boolean;
  /** Name of the division chosen before, which no search need have found. */
  readonly nameOfChosen: string | undefined;
}

/** Divisions to choose from, found while typing; the provinces before anything is typed. */
export function useDivisionChoices(chosen: string | undefined): DivisionChoices {
  const [text, setText] = useState("");
  const wanted = text.trim();
  const top = useAnswer(registryRoutes.listDivisions, { query: { limit: 100, status: "current" } });
  const found = useAnswer(
    registryRoutes.searchDivisions,
    { query: { q: wanted, limit: 30 } },
    { isReady: wanted !== "", keepsLast: true },
  );
  const known = useAnswer(
    registryRoutes.getDivision,
    { params: { code: chosen ?? "" } },
    { isReady: chosen !== undefined && chosen !== "" },
  );
  const chosenDivision = known.data;
  const listed: Choice[] =
    wanted === ""
      ? (top.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name, note: code }))
      : (found.data?.items ?? []).map(({ code, name, path }) => ({
          value: code,
          label: name,
          note: `${path.slice(0, -1).join(" / ")} ${code}`.trim(),
        }));
  const isListed = listed.some((choice) => choice.value === chosen);
  return {
    choices:
      chosenDivision && !isListed
        ? [{ value: chosenDivision.code, label: chosenDivision.name, note: chosenDivision.code }, ...listed]
        : listed,
    search: setText,
    isSearching: found.isLoading,
    nameOfChosen: chosenDivision?.name,
  };
}
