import { QueryClientProvider } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import {
  AppearanceProvider,
  createQueryClient,
  LanguageProvider,
  parseSearch,
  stringifySearch,
  ToastProvider,
} from "#kit";
import { routeTree } from "./routes.ts";

const client = createQueryClient();

const router = createRouter({
  routeTree,
  context: { client },
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPreload: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

export const App = () => (
  <QueryClientProvider client={client}>
    <LanguageProvider>
      <AppearanceProvider>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </AppearanceProvider>
    </LanguageProvider>
  </QueryClientProvider>
);
