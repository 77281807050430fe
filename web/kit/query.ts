import { QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { Page } from "#contract/page";
import type { RouteAnswer, RouteContract } from "#contract/route";
import { type ApiRequest, callApi, type RequestParts } from "./api.ts";
import { ApiProblem } from "./problem.ts";

/** Refusals are answers, not accidents: only an unreachable hub is asked once more. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 1 && error instanceof ApiProblem && error.isNetwork,
      },
      mutations: { retry: false },
    },
  });

export interface AnswerOptions<Data> {
  /** False while the question cannot be asked yet. */
  readonly isReady?: boolean;
  /** Milliseconds between asking again; 0 never. A function decides from the latest answer. */
  readonly every?: number | ((latest: Data | undefined) => number);
  /** Shows the last answer while a changed question is being asked, so that a filter does not blank the page. */
  readonly keepsLast?: boolean;
}

export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isLoading: boolean;
  /** True while the shown data belongs to the previous question. */
  readonly isStale: boolean;
  readonly refetch: () => void;
}

export const keyOf = (contract: RouteContract, request?: unknown) => [contract.operation, request ?? {}] as const;

/** Asks one endpoint and keeps the answer: `const { data } = useAnswer(registryRoutes.getDepartment, { params: { code } })`. */
export function useAnswer<R extends RouteContract>(
  contract: R,
  request: RequestParts<R>,
  options: AnswerOptions<RouteAnswer<R>> = {},
): Answer<RouteAnswer<R>> {
  const { every = 0 } = options;
  const query = useQuery({
    queryKey: keyOf(contract, request),
    queryFn: ({ signal }) => callApi(contract, { ...request, signal }),
    enabled: options.isReady ?? true,
    refetchInterval: ({ state }) => (typeof every === "number" ? every : every(state.data)) || false,
    ...(options.keepsLast ? { placeholderData: (last: RouteAnswer<R> | undefined) => last } : {}),
  });
  return {
    data: query.data,
    error: query.error,
    isLoading: query.isLoading,
    isStale: query.isPlaceholderData,
    refetch: () => void query.refetch(),
  };
}

export interface Pages<Item> {
  readonly rows: readonly Item[];
  /** Exact count under the same filters; null before the first answer. */
  readonly total: number | null;
  readonly error: Error | null;
  readonly isLoading: boolean;
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly refetch: () => void;
}

type ItemOf<R extends RouteContract> = RouteAnswer<R> extends { items: readonly (infer Item)[] } ? Item : never;

/** Asks for a list page by page; `loadMore` fetches the next page behind the last row. */
export function usePages<R extends RouteContract>(
  contract: R,
  request: RequestParts<R>,
  options: AnswerOptions<unknown> & { pageSize?: number } = {},
): Pages<ItemOf<R>> {
  const { every = 0, pageSize = 100 } = options;
  const query = useInfiniteQuery({
    queryKey: [...keyOf(contract, request), pageSize] as const,
    queryFn: async ({ signal, pageParam }) => {
      const parts = request as { query?: object };
      const page = { ...parts.query, limit: pageSize, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      const answer = await callApi(contract, { ...request, query: page, signal });
      return answer as unknown as Page<ItemOf<R>>;
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: options.isReady ?? true,
    refetchInterval: ({ state }) => (typeof every === "number" ? every : every(state.data)) || false,
    placeholderData: (last) => last,
  });
  const pages = query.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.items),
    total: pages.at(-1)?.total ?? null,
    error: query.error,
    isLoading: query.isLoading,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void (query.isFetchingNextPage || query.fetchNextPage()),
    refetch: () => void query.refetch(),
  };
}

/** What a taken change answers; `true` where the hub answers nothing. */
type Taken<R extends RouteContract> = RouteAnswer<R> extends undefined ? true : RouteAnswer<R>;

export interface Change<R extends RouteContract> {
  /** Sends; true or the answer where it was taken, null where it was refused (the refusal stands in `problem`). */
  readonly send: (request: ApiRequest<R>) => Promise<Taken<R> | null>;
  /** Sends from inside a form, which shows the refusal itself. */
  readonly sendOrThrow: (request: ApiRequest<R>) => Promise<RouteAnswer<R>>;
  readonly isSending: boolean;
  readonly problem: Error | null;
  readonly forget: () => void;
}

/**
 * Changes something. Creating calls carry an idempotency key: pressing again after a lost answer cannot create twice.
 * Afterwards every shown answer of the module (and of `refreshes`) is asked again.
 */
export function useChange<R extends RouteContract>(contract: R, refreshes: readonly string[] = []): Change<R> {
  const client = useQueryClient();
  const wish = useRef<{ request: string; key: string }>({ request: "", key: "" });
  const mutation = useMutation({
    mutationFn: (request: ApiRequest<R>) => {
      if (contract.status !== 201) return callApi(contract, request);
      const text = JSON.stringify(request);
      if (wish.current.request !== text) wish.current = { request: text, key: randomKey() };
      return callApi(contract, { ...request, idempotencyKey: wish.current.key });
    },
    onSuccess: async () => {
      wish.current = { request: "", key: "" };
      await refresh(client, [contract.operation.split(".")[0] ?? "", ...refreshes]);
    },
  });
  return {
    send: async (request) => {
      try {
        return ((await mutation.mutateAsync(request)) ?? true) as Taken<R>;
      } catch {
        return null;
      }
    },
    sendOrThrow: (request) => mutation.mutateAsync(request),
    isSending: mutation.isPending,
    problem: mutation.error,
    forget: () => mutation.reset(),
  };
}

/** Asks again for everything shown of these modules. */
export async function refresh(client: QueryClient, modules: readonly string[]): Promise<void> {
  await client.invalidateQueries({
    predicate: ({ queryKey: [operation] }) =>
      typeof operation === "string" && modules.includes(operation.split(".")[0] ?? ""),
  });
}

/** `crypto.randomUUID` is missing where pages come over plain HTTP; random bytes are not. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
