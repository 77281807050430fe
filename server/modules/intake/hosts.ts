import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { problem } from "#kernel/problem";
import { captureProblems } from "./capture-problems.ts";

/** Decides which machines the hub may connect to on somebody's word (server-side request forgery). */
export interface HostGuard {
  /**
   * Every address the name stands for; the caller connects to one of these and asks no more, so that a name that answers
   * differently the second time gains nothing.
   *
   * @throws Problem intake.host-refused
   */
  refuseOutside(host: string): Promise<readonly string[]>;
}

type Resolve = (host: string) => Promise<readonly string[]>;

const resolveByDns: Resolve = async (host) => (await lookup(host, { all: true })).map((found) => found.address);

/**
 * Departments live in private networks, so those are open. What serves keys to whoever asks on a cloud machine, and what is
 * no single machine at all, is closed whatever the setting says.
 */
function neverReached(): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of [
    ["169.254.0.0", 16],
    ["0.0.0.0", 8],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as const)
    list.addSubnet(net, prefix, "ipv4");
  // Metadata services outside the link-local range: Alibaba Cloud, Azure, Oracle Cloud.
  for (const address of ["100.100.100.200", "168.63.129.16", "192.0.0.192"]) list.addAddress(address, "ipv4");
  for (const [net, prefix] of [
    ["fe80::", 10],
    ["ff00::", 8],
  ] as const)
    list.addSubnet(net, prefix, "ipv6");
  for (const address of ["::", "fd00:ec2::254"]) list.addAddress(address, "ipv6");
  return list;
}

/**
 * `allowed`: names (`db.gov.cn`, `*.gov.cn`), addresses and networks (`10.1.0.0/16`) apart by commas; empty allows every
 * machine that is not closed to all. A path (a socket of this machine) is no host.
 */
export function createHostGuard(allowed: string, resolve: Resolve = resolveByDns): HostGuard {
  const closed = neverReached();
  const entries = allowed
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "");
  const networks = new BlockList();
  const names: string[] = [];
  for (const entry of entries) {
    const [net = "", prefix] = entry.split("/");
    const family = isIP(net) === 6 ? "ipv6" : "ipv4";
    if (isIP(net) === 0) names.push(entry);
    else if (prefix === undefined) networks.addAddress(net, family);
    else networks.addSubnet(net, Number(prefix), family);
  }
  const isNamed = (host: string) =>
    names.some((name) => (name.startsWith("*.") ? host.endsWith(name.slice(1)) : host === name));
  const isIn = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  const refuse = (host: string, address: string, reason: string, reasonEn: string) => {
    const definition = captureProblems["host-refused"];
    return problem({ ...definition, en: definition.en.replace("{reason}", reasonEn) }, { host, address, reason });
  };
  return {
    async refuseOutside(given) {
      if (given.startsWith("/")) return [given];
      const host = given
        .toLowerCase()
        .replace(/^\[|\]$/g, "")
        .replace(/\.$/, "");
      let addresses: readonly string[];
      try {
        addresses = isIP(host) === 0 ? await resolve(host) : [host];
      } catch {
        throw refuse(given, "?", "查不到这个主机名", "the name is not known");
      }
      for (const address of addresses) {
        if (isIn(closed, address))
          throw refuse(
            given,
            address,
            "这是本机网段的自动配置或云平台元数据地址",
            "a link-local, metadata or multicast address",
          );
        if (entries.length > 0 && !isNamed(host) && !isIn(networks, address))
          throw refuse(given, address, "不在允许的主机名单里", "it is not on the list of allowed hosts");
      }
      return addresses;
    },
  };
}
