import { queryOptions, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { identityRoutes, type Role, type Session } from "#contract/identity";
import { type Answer, callApi, keyOf, useAnswer } from "#kit";
import type { Welcome } from "#contract/identity";

/** Who is signed in, on whose behalf; asked once and kept until it changes. */
export const sessionQuery = queryOptions({
  queryKey: keyOf(identityRoutes.session),
  queryFn: ({ signal }) => callApi(identityRoutes.session, { signal }),
  staleTime: Infinity,
  gcTime: Infinity,
});

/** The session of a screen inside the official frame; there always is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("This screen needs a session; put it under the official route.");
  return data;
}

/** True where the person, for the department acted for now, holds one of these roles. The hub decides; screens only spare refusals. */
export function useHasRole(): (roles: readonly Role[]) => boolean {
  const session = useSession();
  return (roles) => roles.some((role) => session.roles.includes(role));
}

/** Node name and demo persons; known before anybody has signed in. */
export const useWelcome = (): Answer<Welcome> => useAnswer(identityRoutes.welcome, {});

/** Puts a new session in place. Somebody else, or another department, sees other things: all answers are forgotten. */
export function takeSession(client: QueryClient, session: Session): void {
  client.setQueryData(sessionQuery.queryKey, session);
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== identityRoutes.session.operation });
}

/** Ends the session here; the sign-in page is the caller's next step. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await callApi(identityRoutes.signOut, {});
    client.clear();
  };
}
