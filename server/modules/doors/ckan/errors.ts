import { Problem } from "#kernel/problem";

/** A refusal as CKAN's clients know it; they go by `__type`. */
export class CkanError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(typeof body === "string" ? body : JSON.stringify(body));
    this.name = "CkanError";
    this.status = status;
    this.body = body;
  }
}

/** The fields with what is wrong with each. */
export const invalid = (faults: Readonly<Record<string, string>>): CkanError =>
  new CkanError(409, {
    __type: "Validation Error",
    ...Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, [fault]])),
  });

/** Clients cut the message at its first colon. */
export const notFound = (what: string): CkanError =>
  new CkanError(404, { __type: "Not Found Error", message: `Not found: ${what}` });

export const denied = (why: string): CkanError =>
  new CkanError(403, { __type: "Authorization Error", message: `Access denied: ${why}` });

export const badSearch = (why: string): CkanError =>
  new CkanError(400, { __type: "Search Query Error", message: `Invalid search query: ${why}` });

/** What the hub refuses, in CKAN's words; a defect stays one. */
export function ckanErrorOf(error: unknown): CkanError {
  if (error instanceof CkanError) return error;
  if (!(error instanceof Problem)) throw error;
  const { status } = error.definition;
  const sentence = error.sentence("en");
  if (status === 404) return notFound(sentence);
  if (status === 401 || status === 403 || status === 429) return denied(sentence);
  return invalid({ message: sentence });
}
