import type { RouteContract, RouteRequest } from "#contract/route";
import type { Language } from "#contract/text";
import type { ReadAnswer } from "#kernel/http/read-inside";

type Given<R extends RouteContract> = Partial<RouteRequest<R>> & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** The hub as the person sees it on whose behalf an assistant asks: routes that read, and nothing else. */
export interface Site {
  readonly language: Language;
  ask<R extends RouteContract>(contract: R, given: Given<R>): Promise<ReadAnswer<R>>;
}
