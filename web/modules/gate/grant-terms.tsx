import { gateModeNames } from "#contract/gate";
import { networkZoneNames, registryRoutes } from "#contract/registry";
import { Facts, LinkIfThere, Section, useAnswer, useFormat, useText, useWords } from "#kit";
import { DepartmentName } from "#shell";
import type { GrantFile } from "./grant-screen.tsx";
import { useItemNames } from "./item-names.ts";
import { useRowFilterText } from "./row-filter.ts";
import { termsWords } from "./terms-words.ts";

/** What was agreed, in words. */
export function GrantTermsFacts({ grant }: { grant: GrantFile }) {
  const words = useWords(termsWords).terms;
  const text = useText();
  const format = useFormat();
  const rowsText = useRowFilterText();
  const { nameOf } = useItemNames(grant.resource.id);
  const { terms } = grant;
  const limit = (count: number | null, said: (count: string) => string) =>
    count === null ? words.unlimited : said(format.number(count));
  return (
    <Section title={words.title} note={words.version(format.number(grant.version))}>
      <Facts
        items={[
          { key: words.department, value: <DepartmentName code={terms.department} /> },
          { key: words.system, value: <SystemName id={terms.systemId} department={terms.department} /> },
          {
            key: words.clients,
            value: terms.clients.length === 0 ? words.anyClient : terms.clients.join(words.comma),
          },
          {
            key: words.resource,
            value: <LinkIfThere href={`/catalog/${grant.resource.id}`}>{grant.resource.name}</LinkIfThere>,
          },
          { key: words.modes, value: terms.modes.map((mode) => text(gateModeNames[mode])).join(words.comma) },
          {
            key: words.zones,
            value:
              terms.zones.length === 0
                ? words.anyZone
                : terms.zones.map((zone) => text(networkZoneNames[zone])).join(words.comma),
          },
          { key: words.rows, value: rowsText(terms.rows, nameOf), isWide: true },
          { key: words.scene, value: terms.scene },
          {
            key: words.basis,
            value: terms.basis.map(({ title, article }) => `${title} ${article}`.trim()).join(words.comma),
          },
          {
            key: words.request,
            value: terms.request ? (
              <LinkIfThere href={`/${terms.request.module}/requests/${terms.request.id}`}>
                {terms.request.title}
              </LinkIfThere>
            ) : null,
          },
          { key: words.rate, value: limit(terms.ratePerSecond, words.perSecond) },
          { key: words.day, value: limit(terms.quotaPerDay, words.records) },
          { key: words.month, value: limit(terms.quotaPerMonth, words.records) },
        ]}
      />
    </Section>
  );
}

function SystemName({ id, department }: { id: string | null; department: string }) {
  const words = useWords(termsWords).terms;
  const { data } = useAnswer(
    registryRoutes.listSystems,
    { query: { department, limit: 200 } },
    { isReady: id !== null },
  );
  if (id === null) return words.anySystem;
  return data?.items.find((system) => system.id === id)?.name ?? id;
}
