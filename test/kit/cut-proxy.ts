import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A network that can be cut: everything that goes through it ends at once, or stands still and says nothing. */
export interface CutProxy extends AsyncDisposable {
  readonly port: number;
  /** Ends what goes through it now; new connections are made. */
  cut(): void;
  /** Nothing goes through any more, and nobody is told; `false` ends what hung. */
  hang(isHanging: boolean): void;
}

/** In front of a port of this machine. */
export async function cutProxy(target: number): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  let isHanging = false;
  const server = createServer((near) => {
    if (isHanging) {
      // Taken and never answered, until the network is back.
      near.on("error", () => {});
      sockets.add(near);
      return;
    }
    const far = connect(target, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    hang(now) {
      isHanging = now;
      if (!now) return cut();
      for (const socket of sockets) socket.unpipe().pause();
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
