import type { ProblemDocument } from "#contract/problem";

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where the answer is JSON, else undefined. */
  readonly body: Body;
  readonly text: string;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For edits: the version read before. */
  readonly ifMatch?: number;
}

/** Who a client signs its calls as. */
export type Signature =
  | { readonly kind: "none" }
  | { readonly kind: "cookie"; readonly token: string }
  | { readonly kind: "bearer"; readonly token: string };

/** A thin fetch over one hub. Without a type argument the body reads as a problem document, for refusals. */
export interface TestClient {
  readonly signature: Signature;
  get<Body = ProblemDocument>(path: string, ask?: Ask): Promise<Answer<Body>>;
  post<Body = ProblemDocument>(path: string, body?: unknown, ask?: Ask): Promise<Answer<Body>>;
  put<Body = ProblemDocument>(path: string, body?: unknown, ask?: Ask): Promise<Answer<Body>>;
  patch<Body = ProblemDocument>(path: string, body?: unknown, ask?: Ask): Promise<Answer<Body>>;
  delete<Body = ProblemDocument>(path: string, ask?: Ask): Promise<Answer<Body>>;
  /** Sends the raw bytes of a file. */
  upload<Body = ProblemDocument>(path: string, content: Uint8Array<ArrayBuffer>): Promise<Answer<Body>>;
}

const sessionCookie = "weir_session";

export function clientOf(url: string, signature: Signature): TestClient {
  const signed = signedHeaders(signature);
  async function send<Body>(
    method: string,
    path: string,
    body: RequestInit["body"],
    headers: HeadersInit,
  ): Promise<Answer<Body>> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { ...signed, ...Object.fromEntries(new Headers(headers)) },
      body: body ?? null,
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
    const answer = { status: response.status, headers: response.headers, text };
    return { ...answer, body: (isJson && text !== "" ? JSON.parse(text) : undefined) as Body };
  }
  const json = <Body>(
    method: string,
    path: string,
    body: unknown,
    { headers, ifMatch }: Ask = {},
  ): Promise<Answer<Body>> =>
    send(method, path, body === undefined ? null : JSON.stringify(body), {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(ifMatch === undefined ? {} : { "if-match": `"${ifMatch}"` }),
      ...headers,
    });
  return {
    signature,
    get: (path, ask) => json("GET", path, undefined, ask),
    post: (path, body, ask) => json("POST", path, body, ask),
    put: (path, body, ask) => json("PUT", path, body, ask),
    patch: (path, body, ask) => json("PATCH", path, body, ask),
    delete: (path, ask) => json("DELETE", path, undefined, ask),
    upload: (path, content) => send("PUT", path, content, { "content-type": "application/octet-stream" }),
  };
}

function signedHeaders(signature: Signature): Record<string, string> {
  if (signature.kind === "none") return {};
  return signature.kind === "cookie"
    ? { cookie: `${sessionCookie}=${signature.token}` }
    : { authorization: `Bearer ${signature.token}` };
}
