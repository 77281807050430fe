import { createRequire } from "node:module";

/** The client `ckan` of npm (okfn/ckan.js), as far as it is used. */
interface CkanJs {
  readonly Client: new (
    endpoint: string,
    apiKey?: string,
  ) => {
    action(name: string, data: object, done: (error: unknown, body: unknown) => void): void;
    datastoreQuery(query: object, done: (error: unknown, found: DatastoreFound) => void): void;
    datastoreResources(done: (error: unknown, body: unknown) => void): void;
  };
}

export interface DatastoreFound {
  readonly total: number;
  readonly fields: readonly { readonly id: string; readonly type: string }[];
  readonly hits: readonly Readonly<Record<string, unknown>>[];
}

export interface CkanClient {
  /** The `result` of an action. Rejects with what the client tells. */
  ask<Result>(name: string, data?: object): Promise<Result>;
  rows(query: object): Promise<DatastoreFound>;
}

const { Client } = createRequire(import.meta.url)("ckan") as CkanJs;

/** A client of a hub, written by others. */
export function ckanClient(url: string): CkanClient {
  const client = new Client(url, "a-key-of-somebody");
  const called = <Result>(call: (done: (error: unknown, result: Result) => void) => void): Promise<Result> =>
    new Promise((resolve, reject) => {
      call((error, result) => (error ? reject(new Error(String(error))) : resolve(result)));
    });
  return {
    ask: async <Result>(name: string, data: object = {}) => {
      const body = await called<{ readonly result: Result }>((done) =>
        client.action(name, data, (error, answer) => done(error, answer as { readonly result: Result })),
      );
      return body.result;
    },
    rows: (query) => called((done) => client.datastoreQuery(query, done)),
  };
}
