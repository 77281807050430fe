import { useRouter, useRouterState } from "@tanstack/react-router";
import { z } from "zod";

/** Turns a search string into flat text values; `?a=1&a=2` keeps the last. Numbers and booleans stay text until parsed. */
export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

export function stringifySearch(values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string" && value !== "") query.set(name, value);
    else if (typeof value === "number" || typeof value === "boolean") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

type Values<Shape extends z.ZodRawShape> = { [Name in keyof Shape]?: z.output<Shape[Name]> | undefined };

/** Reads the filters of a screen from a search string; given to a route as `validateSearch` and to `useFilters`. */
export type Filters<Shape extends z.ZodRawShape> = (search: Record<string, unknown>) => Values<Shape>;

/**
 * The filters of a screen, typed, from the URL. A value the contract does not know (an old link, a typing slip) is left
 * out instead of breaking the page.
 */
export function filters<Shape extends z.ZodRawShape>(shape: Shape): Filters<Shape> {
  return (search) => {
    const known = Object.entries(shape).flatMap(([name, schema]) => {
      if (search[name] === undefined) return [];
      const parsed = z.safeParse(schema, search[name]);
      return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
    });
    return Object.fromEntries(known) as Values<Shape>;
  };
}

/** Filters as they stand in the URL, and how to change some of them; `undefined` removes one. The page stays. */
export function useFilters<Shape extends z.ZodRawShape>(
  read: Filters<Shape>,
): [Values<Shape>, (change: Values<Shape>) => void] {
  const { history } = useRouter();
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const set = (change: Values<Shape>) => {
    const { pathname, search: now } = history.location;
    history.replace(`${pathname}${stringifySearch({ ...parseSearch(now), ...change })}`);
  };
  return [read(parseSearch(search)), set];
}
