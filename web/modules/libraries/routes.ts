import { createRoute } from "@tanstack/react-router";
import { screen } from "#kit";
import { officialRoute } from "#shell";
import {
  collectionFilters,
  conflictFilters,
  libraryFilters,
  portraitFilters,
  recordFilters,
  recordsFilters,
} from "./filters.ts";

const list = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries",
  component: screen(() => import("./libraries-screen.tsx"), "LibrariesScreen"),
});
const create = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/new",
  component: screen(() => import("./new-library-screen.tsx"), "NewLibraryScreen"),
});
const collection = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/collection",
  validateSearch: collectionFilters,
  component: screen(() => import("./collection-screen.tsx"), "CollectionScreen"),
});
const departments = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/departments",
  component: screen(() => import("./departments-screen.tsx"), "DepartmentsScreen"),
});
const department = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/departments/$code",
  component: screen(() => import("./department-screen.tsx"), "DepartmentScreen"),
});
const library = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name",
  validateSearch: libraryFilters,
  component: screen(() => import("./library-screen.tsx"), "LibraryScreen"),
});
const run = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name/runs/$id",
  component: screen(() => import("./run-screen.tsx"), "RunScreen"),
});
const review = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name/review",
  component: screen(() => import("./review-screen.tsx"), "ReviewScreen"),
});
const records = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name/records",
  validateSearch: recordsFilters,
  component: screen(() => import("./records-screen.tsx"), "RecordsScreen"),
});
const record = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name/records/$id",
  validateSearch: recordFilters,
  component: screen(() => import("./record-screen.tsx"), "RecordScreen"),
});
const conflicts = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name/conflicts",
  validateSearch: conflictFilters,
  component: screen(() => import("./conflicts-screen.tsx"), "ConflictsScreen"),
});
const portrait = createRoute({
  getParentRoute: () => officialRoute,
  path: "/libraries/$name/portrait",
  validateSearch: portraitFilters,
  component: screen(() => import("./portrait-screen.tsx"), "PortraitScreen"),
});

export const librariesScreens = [
  list,
  create,
  collection,
  departments,
  department,
  library,
  run,
  review,
  records,
  record,
  conflicts,
  portrait,
] as const;
