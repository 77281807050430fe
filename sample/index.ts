export { generateSample, type SampleOptions } from "./generate.ts";
export type { SampleColumn, SampleDatabaseTable, SampleDepartment, SampleManifest, SampleTable } from "./manifest.ts";
export type { DemoPerson } from "./demo-people.ts";
