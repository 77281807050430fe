import { Outlet } from "@tanstack/react-router";
import { ConfirmProvider } from "#kit";
import { SessionKeeper } from "./session-lost.tsx";

/** Around every page: the one question at a time, and the sign-in over a lost session. */
export const RootLayout = () => (
  <ConfirmProvider>
    <SessionKeeper>
      <Outlet />
    </SessionKeeper>
  </ConfirmProvider>
);
