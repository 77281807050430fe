import { creditCodeOf } from "./check-digits.ts";
import type { Table } from "./table.ts";
import type { DelimitedForm } from "./writers/delimited.ts";
import type { GeometryColumns } from "./writers/json.ts";
import { organisationBody } from "./world/entity.ts";
import { city } from "./world/places.ts";

export type Zone = "internet" | "government-extranet" | "department-network" | "high-sensitivity";

export interface SystemSpec {
  readonly key: string;
  readonly name: string;
  readonly zone: Zone;
  readonly description: string;
  readonly isCritical?: boolean;
}

interface FileBase {
  /** Below the department's folder. */
  readonly path: string;
  /** Key of the system it was exported from. */
  readonly system: string;
}

export type FileSpec =
  | (FileBase & {
      readonly format: "sqlite";
      readonly tables: readonly Table[];
      /** The same tables are also made in PostgreSQL and MariaDB when asked for. */
      readonly isAlsoDatabase?: boolean;
    })
  | (FileBase & DelimitedForm & { readonly format: "csv"; readonly table: Table })
  | (FileBase & {
      readonly format: "xlsx" | "xls";
      readonly table: Table;
      readonly sheet: string;
      readonly titleRows: readonly string[];
    })
  | (FileBase & { readonly format: "ndjson"; readonly table: Table })
  | (FileBase & {
      readonly format: "json";
      readonly table: Table;
      readonly envelope: Readonly<Record<string, unknown>>;
    })
  | (FileBase & { readonly format: "geojson"; readonly table: Table; readonly position: GeometryColumns });

export interface DepartmentSpec {
  /** Pinyin; names the folder, the schema and the truth. */
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  readonly nameEn: string;
  readonly serial: number;
  /** The data-sharing bureau of the city. */
  readonly isBureau?: true;
  /** What the mandate (三定方案) says about data. */
  readonly duties: Readonly<Record<"collect" | "share" | "update" | "maintain", string>>;
  readonly contact: { readonly name: string; readonly duty: string };
  readonly systems: readonly SystemSpec[];
  /** How careless its clerks are: the rates of `dirt.ts` times this. */
  readonly dirt: number;
  readonly files: readonly FileSpec[];
}

/** Public authorities have codes beginning with 11. */
export const creditCodeOfDepartment = (serial: number): string =>
  creditCodeOf("11", city.headingCode, organisationBody("00", serial));

export const tablesOf = (file: FileSpec): readonly Table[] => (file.format === "sqlite" ? file.tables : [file.table]);

/** UTF-8 with a byte order mark, as spreadsheets on Windows save it. */
export const csvWithBom: DelimitedForm = { encoding: "UTF-8-BOM", delimiter: ",", newline: "\r\n" };
export const csvGb18030: DelimitedForm = { encoding: "GB18030", delimiter: ",", newline: "\r\n" };
export const csvPlain: DelimitedForm = { encoding: "UTF-8", delimiter: ",", newline: "\n" };
export const tsv: DelimitedForm = { encoding: "UTF-8", delimiter: "\t", newline: "\n" };
export const piped: DelimitedForm = { encoding: "UTF-8", delimiter: "|", newline: "\n" };
