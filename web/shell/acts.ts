import { catalogRoutes } from "#contract/catalog";
import { dictionaryRoutes } from "#contract/dictionary";
import { identityRoutes } from "#contract/identity";
import { intakeRoutes } from "#contract/intake";
import { ledgerRoutes } from "#contract/ledger";
import { operationsRoutes } from "#contract/operations";
import { qualityRoutes } from "#contract/quality";
import { registryRoutes } from "#contract/registry";
import type { RouteContract } from "#contract/route";
import type { Bilingual } from "#contract/text";
import { useText } from "#kit";

const tables: readonly Readonly<Record<string, RouteContract>>[] = [
  catalogRoutes,
  dictionaryRoutes,
  identityRoutes,
  intakeRoutes,
  ledgerRoutes,
  operationsRoutes,
  qualityRoutes,
  registryRoutes,
];

const summaries: ReadonlyMap<string, Bilingual> = new Map(
  tables.flatMap((table) => Object.values(table).map((route) => [route.operation, route.summary] as const)),
);

/** What a ledger action is called: the summary of the operation of that name, without its remark in brackets. */
export function useActName(): (action: string) => string {
  const text = useText();
  return (action) => {
    const summary = summaries.get(action);
    return summary
      ? text(summary)
          .replace(/[（(：:；;].*$/, "")
          .trim()
      : action;
  };
}

/** Every action there is, for filters. */
export const actionNames: readonly string[] = [...summaries.keys()].toSorted();
