import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { ApiProblem, screen } from "#kit";
import { RootLayout } from "./root-layout.tsx";
import { OfficialLayout } from "./official-layout.tsx";
import { FailureScreen, NotFoundScreen } from "./failure-screens.tsx";
import { sessionQuery } from "./session.ts";
import { signInFilters } from "./sign-in-filters.ts";

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: RootLayout,
  notFoundComponent: NotFoundScreen,
  errorComponent: FailureScreen,
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: signInFilters,
  component: screen(() => import("./sign-in-screen.tsx"), "SignInScreen"),
});

export const mustChangeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/first-password",
  beforeLoad: ({ context, location }) => requireSession(context.client, location.href),
  component: screen(() => import("./must-change-screen.tsx"), "MustChangeScreen"),
});

/** Parent of every official screen: inside the frame, and only with a session. */
export const officialRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "official",
  beforeLoad: async ({ context, location }) => {
    const session = await requireSession(context.client, location.href);
    if (session.mustChangePassword) throw redirect({ to: "/first-password", replace: true });
  },
  component: OfficialLayout,
});

async function requireSession(client: QueryClient, href: string) {
  try {
    return await client.ensureQueryData(sessionQuery);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    throw redirect({ to: "/sign-in", search: href === "/" ? {} : { back: href }, replace: true });
  }
}
