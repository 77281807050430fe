import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after } from "node:test";

type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

export interface PortalServer {
  readonly url: string;
  /** Paths with their queries, in the order they were asked for. */
  readonly asked: string[];
  /** What a path answers from now on, by its beginning; the longest that fits counts. */
  on(path: string, answer: (url: URL, request: IncomingMessage) => Answer): void;
}

/** A web server on this machine that stands for another portal; closed when the file ends. */
export async function startPortalServer(): Promise<PortalServer> {
  const asked: string[] = [];
  const answers = new Map<string, (url: URL, request: IncomingMessage) => Answer>();
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://portal.test");
    asked.push(`${url.pathname}${url.search}`);
    const path = [...answers.keys()]
      .filter((known) => url.pathname.startsWith(known))
      .toSorted((a, b) => b.length - a.length)[0];
    const {
      status = 200,
      headers = {},
      body = "",
    } = (path === undefined ? undefined : answers.get(path))?.(url, request) ?? {
      status: 404,
    };
    response.writeHead(status, headers).end(body);
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, on: (path, answer) => void answers.set(path, answer) };
}
