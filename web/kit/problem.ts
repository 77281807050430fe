import { ProblemDocument } from "#contract/problem";

export interface FieldProblem {
  /** RFC 6901 JSON pointer into the body, for example `/contacts/0/name`. */
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[] | undefined;
  readonly [fact: string]: unknown;
}

/** A refusal of the hub, or a failure to reach it: always with a stable code and a sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  /** Everything else the problem document says (limits, current version, counts). */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(document: ProblemFacts, options?: ErrorOptions) {
    super(document.detail, options);
    this.name = "ApiProblem";
    this.status = document.status;
    this.code = document.code;
    this.detail = document.detail;
    this.errors = document.errors ?? [];
    this.facts = document;
  }

  /** The hub was not reached at all: what was typed is still here, trying again may help. */
  get isNetwork(): boolean {
    return this.code === codes.network;
  }
}

const codes = { network: "web.network", unreadable: "web.unreadable" } as const;

const sentences = {
  zh: {
    network: "连不上数据枢纽：网络中断，或服务正在重启。本页的内容没有丢，稍后再试一次。",
    unreadable: (status: number) => `服务给出了看不懂的回答（HTTP ${status}）。请再试一次；仍不行请告诉系统管理员。`,
  },
  en: {
    network:
      "The hub cannot be reached: the network is down or it is restarting. Nothing on this page is lost; try again in a moment.",
    unreadable: (status: number) =>
      `The answer could not be read (HTTP ${status}). Try again; if it persists tell the system administrator.`,
  },
};

const spoken = () => sentences[document.documentElement.lang.startsWith("en") ? "en" : "zh"];

export const networkProblem = (cause: unknown): ApiProblem =>
  new ApiProblem({ status: 0, code: codes.network, detail: spoken().network }, { cause });

/** Reads a problem document; anything else (a proxy's page, a cut answer) becomes a problem that says so. */
export function problemFrom(status: number, text: string): ApiProblem {
  const parsed = ProblemDocument.safeParse(jsonOrNull(text));
  if (parsed.success) return new ApiProblem(parsed.data);
  return new ApiProblem({ status, code: codes.unreadable, detail: spoken().unreadable(status) });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** True where the module or the thing is not there; screens that gather from many modules pass over it. */
export const isMissing = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;
export const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status === 403;
