import { lazyRouteComponent } from "@tanstack/react-router";

type Load = () => Promise<unknown>;

/**
 * A screen in a chunk of its own, loaded when its route is first opened: `screen(() => import("./x.tsx"), "XScreen")`.
 * The import is taken as unknown on purpose: a screen names its route, and the route would name the screen's type back.
 */
export const screen = (load: Load, name: string) =>
  lazyRouteComponent(load as () => Promise<Record<string, () => React.ReactNode>>, name);
