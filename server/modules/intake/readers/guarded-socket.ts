import { Socket } from "node:net";
import { connect, type ConnectionOptions } from "node:tls";
import type { HostGuard } from "../hosts.ts";

interface SocketOrder {
  readonly host: string;
  readonly port: number;
  readonly ssl: ConnectionOptions | undefined;
  readonly onConnect: () => void;
}

/**
 * Sockets for a library that names the machines itself: each is asked of the guard first, and the address the guard has seen is
 * the one connected to. Refused, the socket ends with the refusal.
 */
export const guardedSocket =
  (hosts: HostGuard) =>
  ({ host, port, ssl, onConnect }: SocketOrder): Socket => {
    const raw = new Socket();
    const begin = async (): Promise<void> => {
      const [address = host] = await hosts.refuseOutside(host);
      raw.connect({ host: address, port });
    };
    void begin().catch((error: Error) => raw.destroy(error));
    if (!ssl) return raw.once("connect", onConnect);
    // The certificate is checked against the name, not against the address.
    return connect({ ...ssl, socket: raw, servername: host }, onConnect);
  };
