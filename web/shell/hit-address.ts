import type { SearchHit } from "#contract/search";

/** Where a hit leads; null where its kind has no screen of its own. */
export function hitAddress({ kind, ref, name }: Pick<SearchHit, "kind" | "ref" | "name">): string | null {
  switch (kind) {
    case "resource":
      return `/catalog/${ref}`;
    case "element":
      return `/dictionary/elements/${ref}`;
    case "department":
      return `/registry/departments/${ref}`;
    case "system":
      return `/registry/systems?q=${encodeURIComponent(name.text)}`;
    case "dataset":
      return `/portal/${ref}`;
    case "external":
      return `/harvest/entries/${ref}`;
    case "service":
      return null;
  }
}
