import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { catalogScreens } from "./modules/catalog/routes.ts";
import { clockScreens } from "./modules/clock/routes.ts";
import { dictionaryScreens } from "./modules/dictionary/routes.ts";
import { gateScreens } from "./modules/gate/routes.ts";
import { graphScreens } from "./modules/graph/routes.ts";
import { harvestScreens } from "./modules/harvest/routes.ts";
import { homeScreens } from "./modules/home/routes.ts";
import { identityScreens } from "./modules/identity/routes.ts";
import { intakeScreens } from "./modules/intake/routes.ts";
import { ledgerScreens } from "./modules/ledger/routes.ts";
import { librariesScreens } from "./modules/libraries/routes.ts";
import { operationsScreens } from "./modules/operations/routes.ts";
import { portalScreens } from "./modules/portal/routes.ts";
import { qualityScreens } from "./modules/quality/routes.ts";
import { registryScreens } from "./modules/registry/routes.ts";
import { searchScreens } from "./modules/search/routes.ts";
import { sharingScreens } from "./modules/sharing/routes.ts";
import { mustChangeRoute, officialRoute, rootRoute, signInRoute } from "#shell";

const galleryRoute = createRoute({
  getParentRoute: () => officialRoute,
  path: "/gallery",
  component: screen(() => import("./kit/gallery/gallery-screen.tsx"), "GalleryScreen"),
});

/** Every screen of the application; a module brings its own part of the table. */
export const routeTree = rootRoute.addChildren([
  signInRoute,
  mustChangeRoute,
  officialRoute.addChildren([
    galleryRoute,
    ...gateScreens,
    ...graphScreens,
    ...harvestScreens,
    ...homeScreens,
    ...catalogScreens,
    ...clockScreens,
    ...dictionaryScreens,
    ...identityScreens,
    ...intakeScreens,
    ...ledgerScreens,
    ...librariesScreens,
    ...operationsScreens,
    ...portalScreens,
    ...qualityScreens,
    ...registryScreens,
    ...searchScreens,
    ...sharingScreens,
  ]),
]);
