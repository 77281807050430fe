export { actionNames, useActName } from "./acts.ts";
export { DepartmentChip, DepartmentField, DepartmentName } from "./department-parts.tsx";
export { useDepartments } from "./departments.ts";
export { FailureScreen, NotFoundScreen } from "./failure-screens.tsx";
export { ObjectStory } from "./object-story.tsx";
export { PasswordForm } from "./password-form.tsx";
export { mustChangeRoute, officialRoute, rootRoute, signInRoute } from "./routes.ts";
export { useHasRole, useSession, useWelcome } from "./session.ts";
export { shellWords } from "./words.ts";
