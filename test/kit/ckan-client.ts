import { execFile as execFileWithCallback } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";

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

/** A dataset as CKAN describes it, as far as it is looked at. */
export interface Package {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly private: boolean;
  readonly organization: { readonly name: string };
  readonly resources: readonly { readonly id: string; readonly format: string; readonly datastore_active: boolean }[];
}

/** What `package_search` answers. */
export interface Found {
  readonly count: number;
  readonly results: readonly Package[];
  readonly search_facets: Readonly<Record<string, { items: readonly { name: string; count: number }[] }>>;
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
      call((error, result) => {
        if (error === null || error === undefined) resolve(result);
        else reject(new Error(typeof error === "string" ? error : "The client failed.", { cause: error }));
      });
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

const execFile = promisify(execFileWithCallback);

/** Why tests with ckanapi are left out; false where Python has it. */
export const noCkanapi: string | false = await execFile("python3", ["-c", "import ckanapi"]).then(
  () => false,
  () => "Python with ckanapi is not here (pip install ckanapi)",
);

/** What a script prints as JSON; `site` is the hub. The hub answers in this process, so nothing waits for the script meanwhile. */
export async function runCkanapi(url: string, script: string): Promise<unknown> {
  const text = `import json, sys, ckanapi\nsite = ckanapi.RemoteCKAN(sys.argv[1])\n${script}`;
  return JSON.parse((await execFile("python3", ["-c", text, url])).stdout);
}
