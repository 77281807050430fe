import { catalogRoutes, type ResourceItem } from "#contract/catalog";
import { useAnswer, useText } from "#kit";

/** The items of a resource as people call them; the field itself where it is unknown or the catalogue is closed to me. */
export function useItemNames(resourceId: string): {
  readonly nameOf: (field: string) => string;
  readonly items: readonly ResourceItem[];
} {
  const text = useText();
  const { data } = useAnswer(catalogRoutes.getResource, { params: { id: resourceId } });
  const items = data?.items ?? [];
  return {
    items,
    nameOf: (field) => {
      const item = items.find((one) => one.field === field);
      return item ? text(item.name) || field : field;
    },
  };
}
