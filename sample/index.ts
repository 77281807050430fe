export type { DemoPerson } from "./demo-people.ts";
export type { SampleOptions } from "./generate.ts";
export { generateSample } from "./generate-in-thread.ts";
export type { SampleColumn, SampleDatabaseTable, SampleDepartment, SampleManifest, SampleTable } from "./manifest.ts";
