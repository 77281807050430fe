import { BlockList, isIP } from "node:net";
import type { ZoneRanges } from "#contract/gate";
import type { NetworkZone } from "#contract/registry";

export type ZoneOf = (from: { readonly remoteAddress: string }) => NetworkZone;

/** `10.8.0.0/16` as network and prefix; null where it is not a range. */
export function parseRange(cidr: string): { network: string; prefix: number; family: "ipv4" | "ipv6" } | null {
  const [network = "", length = ""] = cidr.split("/");
  const version = isIP(network);
  const prefix = Number(length === "" ? Number.NaN : length);
  if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (version === 4 ? 32 : 128)) return null;
  return { network, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}

/** The zone of an address: of the narrowest range that holds it. */
export function compileZones({ ranges, otherwise }: Omit<ZoneRanges, "version">): ZoneOf {
  const lists = ranges
    .flatMap(({ cidr, zone }) => {
      const range = parseRange(cidr);
      return range ? [{ ...range, zone }] : [];
    })
    .toSorted((a, b) => b.prefix - a.prefix)
    .map(({ network, prefix, family, zone }) => {
      const list = new BlockList();
      list.addSubnet(network, prefix, family);
      return { list, family, zone };
    });
  if (lists.length === 0) return () => otherwise;
  return ({ remoteAddress: address }) => {
    const bare = address.startsWith("::ffff:") && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
    const family = isIP(bare) === 6 ? "ipv6" : "ipv4";
    return lists.find((entry) => entry.family === family && entry.list.check(bare, family))?.zone ?? otherwise;
  };
}
