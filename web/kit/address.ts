import { useParams } from "@tanstack/react-router";

/** A named part of the present address (`$code` of `/registry/departments/$code`); undefined where it has none. */
export function useAddressPart(name: string): string | undefined {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params[name];
}
