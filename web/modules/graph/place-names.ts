import { useMemo } from "react";
import type { MapPlace } from "#contract/graph-map";
import { useLanguage } from "#kit";
import { useDepartments } from "#shell";

/** What a place is called on a picture: a department by its short name in the language of the screen. */
export function usePlaceName(): (place: Pick<MapPlace, "id" | "kind" | "name">) => string {
  const { list } = useDepartments();
  const { language } = useLanguage();
  return useMemo(() => {
    const names = new Map(
      list.map(({ code, shortName, nameEn }) => [
        `department:${code}`,
        language === "en" && nameEn !== "" ? nameEn : shortName,
      ]),
    );
    const uploads = "source:uploads/";
    return ({ id, name }) => {
      if (!id.startsWith(uploads)) return names.get(id) ?? name;
      const whose = names.get(`department:${id.slice(uploads.length)}`);
      return whose === undefined ? name : `${name}·${whose}`;
    };
  }, [list, language]);
}

/** Where a place opens: itself in the graph; an item with the resource it belongs to. */
export function placeAddress(id: string): string | null {
  if (id.startsWith("system:")) return null;
  if (!id.startsWith("item:")) return `/graph/place?node=${encodeURIComponent(id)}`;
  const [node = "", field = ""] = id.slice("item:".length).split("\t");
  return `/graph/place?node=${encodeURIComponent(node)}&field=${encodeURIComponent(field)}`;
}

/** The screen of the thing itself. */
export function thingAddress(id: string): string | null {
  const key = id.slice(id.indexOf(":") + 1);
  if (id.startsWith("department:")) return `/registry/departments/${key}`;
  if (id.startsWith("resource:")) return `/catalog/${key}`;
  if (id.startsWith("library:")) return `/libraries/${key}`;
  if (id.startsWith("source:") && !key.startsWith("uploads/")) return `/intake/sources/${key}`;
  return null;
}
