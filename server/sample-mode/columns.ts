import type { MappedColumn } from "#contract/intake";
import type { Dictionary } from "#dictionary";
import type { Call } from "#kernel/call";
import type { SampleTable } from "#sample";

/** What the departments of the sample have decided after looking at the proposals: the manifest knows every column. */
export async function decideColumns(
  dictionary: Pick<Dictionary, "elements">,
  call: Call,
  table: SampleTable,
): Promise<(mapping: MappedColumn[]) => MappedColumn[]> {
  const elements = await dictionary.elements(call);
  const byField = new Map([...elements.values()].map((element) => [element.field, element]));
  const bySource = new Map(table.columns.map((column) => [column.name, column]));
  return (mapping) =>
    mapping.map((proposed) => {
      const known = bySource.get(proposed.source);
      if (!known) return proposed;
      const element = known.element === null ? undefined : byField.get(known.element);
      const isOwnElement = element !== undefined && known.of === null;
      return {
        ...proposed,
        action: "load",
        element: element?.id ?? null,
        field: known.field,
        name: isOwnElement
          ? element.name
          : { zh: known.meaning, en: element?.name.en ?? known.field.replaceAll("_", " ") },
        type: element?.type ?? proposed.type,
        isKey: known.isKey,
        isMandatory: known.isMandatory,
        decidedBy: "person",
      };
    });
}
