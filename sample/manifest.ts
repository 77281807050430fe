import type { DepartmentSpec, FileSpec, Zone } from "./department.ts";
import { creditCodeOfDepartment } from "./department.ts";
import { departments } from "./departments/index.ts";
import { type DemoPerson, demoPeople } from "./demo-people.ts";
import { cellFaults, drifts, rowFaults } from "./dirt.ts";
import { elements } from "./elements.ts";
import type { TableRun } from "./emit.ts";
import type { Column, Entry, Join, Kind, Table } from "./table.ts";
import { linkFile } from "./truth.ts";
import { city, mustFind } from "./world/places.ts";
import type { World } from "./world/world.ts";
import { envelopePath } from "./writers/json.ts";

interface Names {
  readonly zh: string;
  readonly en: string;
}

/** What was generated, written as `manifest.json` last: a folder without it is not complete. */
export interface SampleManifest {
  readonly kind: "weir-sample";
  readonly version: 1;
  readonly isInvented: true;
  readonly notice: Names;
  readonly seed: number;
  readonly people: number;
  /** `YYYY-MM-DD`: the day up to which the data reach. */
  readonly asOf: string;
  readonly dirt: number;
  readonly city: {
    readonly name: string;
    readonly nameEn: string;
    readonly province: string;
    readonly division: string;
  };
  readonly departments: readonly SampleDepartment[];
  readonly tables: readonly SampleTable[];
  readonly databases: readonly SampleDatabaseTable[];
  /** Every kind of fault with how often it was injected. */
  readonly faults: readonly {
    readonly kind: string;
    readonly zh: string;
    readonly en: string;
    readonly count: number;
  }[];
  readonly truth: { readonly faults: string; readonly people: string; readonly entities: string };
  readonly demoPeople: readonly DemoPerson[];
}

export interface SampleDepartment {
  readonly key: string;
  /** Unified social credit code, GB 32100. */
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly nameEn: string;
  readonly division: string;
  /** The data-sharing bureau of the city. */
  readonly isBureau: boolean;
  readonly duties: readonly {
    readonly kind: "collect" | "share" | "update" | "maintain";
    readonly text: string;
    readonly basis: string;
  }[];
  readonly contacts: readonly { readonly name: string; readonly duty: string; readonly phone: string }[];
  readonly systems: readonly {
    readonly key: string;
    readonly name: string;
    readonly zone: Zone;
    readonly description: string;
    readonly isCritical: boolean;
  }[];
}

export interface SampleColumn {
  /** Heading or column name in the source. */
  readonly name: string;
  readonly position: number;
  /** Field of the dictionary's element the column really is; null where the dictionary has none for it. */
  readonly element: string | null;
  /** Name in the standard table, unique there. */
  readonly field: string;
  readonly meaning: string;
  /** Role of the person or firm it describes (`guardian`, `representative` …); null for the subject of the row. */
  readonly of: string | null;
  /** How days are written here, where they are. */
  readonly dateForm: string | null;
  readonly isKey: boolean;
  readonly isMandatory: boolean;
}

export interface SampleTable extends Omit<Entry, "zh" | "en" | "share"> {
  /** Unique in the sample. */
  readonly key: string;
  /** Credit code. */
  readonly department: string;
  readonly system: string;
  /** Below the sample's folder. */
  readonly file: string;
  readonly format: "sqlite" | "csv" | "xlsx" | "xls" | "json" | "ndjson" | "geojson";
  /** The catalog's word for it. */
  readonly dataFormat: "database" | "csv" | "spreadsheet" | "json" | "geojson";
  readonly encoding: "UTF-8" | "GB18030" | null;
  readonly delimiter: string | null;
  /** Sheet, table or JSON path inside the file; null where the file is one table. */
  readonly path: string | null;
  /** Lines above the headings. */
  readonly titleLines: number;
  readonly name: Names;
  readonly shareClass: "unconditional" | "conditional" | "denied";
  readonly shareModes: readonly ("query-api" | "batch-exchange" | "file-download")[];
  readonly useConditions: string;
  readonly legalBasis: NonNullable<Entry["share"]["legalBasis"]> | null;
  /** Records behind the headings, ragged lines and repeated headings included. */
  readonly rowCount: number;
  /** Of those, lines that are no row of the table. */
  readonly misshapenRows: number;
  /** True where the file holds only the first rows: departments do not keep millions in a workbook. */
  readonly isCapped: boolean;
  readonly columns: readonly SampleColumn[];
  readonly keyColumns: readonly string[];
  readonly mandatoryColumns: readonly string[];
  readonly joins: readonly Join[];
  /** Injected faults by kind. */
  readonly faults: Readonly<Record<string, number>>;
  /** Who each record really is: `row`, index of the subject, indexes of the others. */
  readonly rows: { readonly file: string; readonly kind: Kind; readonly others: Readonly<Record<string, Kind>> };
}

/** A table that was also made in a database server. */
export interface SampleDatabaseTable {
  readonly kind: "postgres" | "mysql";
  readonly schema: string;
  readonly table: string;
  /** Key of the table it equals row by row. */
  readonly of: string;
  readonly rowCount: number;
}

export interface FinishedTable {
  readonly department: DepartmentSpec;
  readonly file: FileSpec;
  readonly table: Table;
  readonly run: TableRun;
}

export interface ManifestFacts {
  readonly world: World;
  readonly asOf: string;
  readonly dirt: number;
  readonly finished: readonly FinishedTable[];
  readonly databases: readonly SampleDatabaseTable[];
}

export const truthFiles = {
  faults: "truth/truth.ndjson",
  people: "truth/people.ndjson",
  entities: "truth/entities.ndjson",
} as const;

export function makeManifest({ world, asOf, dirt, finished, databases }: ManifestFacts): SampleManifest {
  return {
    kind: "weir-sample",
    version: 1,
    isInvented: true,
    notice: {
      zh: "人名、单位、证件号码、电话、地址都是编造的：名字里都带水，单位名里都有“示例”，证件号码用不对应任何地方的“市辖区”代码，电话用没有放出的号段。区划的代码和名称是真实的，“示例市”借用它们。",
      en: "People, firms, numbers, phones and addresses are invented: every given name carries water, every firm the word 示例 (sample), identity numbers the code of a heading under which none are issued, phones a segment no operator has. Division codes and names are real; the invented city borrows them.",
    },
    seed: world.seed,
    people: world.people,
    asOf,
    dirt,
    city: { name: city.name, nameEn: city.nameEn, province: city.province, division: city.division },
    departments: departments.map(describeDepartment),
    tables: finished.map(describeTable),
    databases,
    faults: countFaults(finished),
    truth: truthFiles,
    demoPeople: demoPeople.map(withCode),
  };
}

function withCode(person: DemoPerson): DemoPerson {
  if (person.department === null) return person;
  const { serial } = mustFind(departments, ({ key }) => key === person.department);
  return { ...person, department: creditCodeOfDepartment(serial) };
}

function describeDepartment(department: DepartmentSpec): SampleDepartment {
  const { key, name, shortName, nameEn, serial, isBureau = false, duties, contact, systems } = department;
  return {
    key,
    code: creditCodeOfDepartment(serial),
    name,
    shortName,
    isBureau,
    nameEn,
    division: city.division,
    duties: (["collect", "share", "update", "maintain"] as const).map((kind) => ({
      kind,
      text: duties[kind],
      basis: `${name}职能配置、内设机构和人员编制规定（示例）`,
    })),
    contacts: [{ ...contact, phone: `0825-9${String(100_000 + serial)}` }],
    systems: systems.map(({ key: system, name: title, zone, description, isCritical = false }) => ({
      key: system,
      name: title,
      zone,
      description,
      isCritical,
    })),
  };
}

const dataFormats = {
  sqlite: "database",
  csv: "csv",
  xlsx: "spreadsheet",
  xls: "spreadsheet",
  json: "json",
  ndjson: "json",
  geojson: "geojson",
} as const;

function describeTable({ department, file, table, run }: FinishedTable): SampleTable {
  const { zh, en, share, ...entry } = table.entry;
  const columns = describeColumns(file, table);
  return {
    ...entry,
    key: table.key,
    department: creditCodeOfDepartment(department.serial),
    system: file.system,
    file: filePath(department, file),
    format: file.format,
    dataFormat: dataFormats[file.format],
    encoding:
      file.format === "csv" && file.encoding === "GB18030"
        ? "GB18030"
        : ["csv", "json", "ndjson", "geojson"].includes(file.format)
          ? "UTF-8"
          : null,
    delimiter: file.format === "csv" ? file.delimiter : null,
    path: pathInside(file, table),
    titleLines: file.format === "xlsx" || file.format === "xls" ? file.titleRows.length : 0,
    name: { zh, en },
    shareClass: share.class,
    shareModes:
      share.class === "denied"
        ? []
        : share.class === "conditional"
          ? ["query-api", "batch-exchange"]
          : ["query-api", "batch-exchange", "file-download"],
    useConditions: share.useConditions ?? "",
    legalBasis: share.legalBasis ?? null,
    rowCount: run.rows,
    misshapenRows: run.misshapen,
    isCapped: run.isCapped,
    columns,
    keyColumns: columns.filter(({ isKey }) => isKey).map(({ name }) => name),
    mandatoryColumns: columns.filter(({ isMandatory }) => isMandatory).map(({ name }) => name),
    joins: table.joins ?? [],
    faults: Object.fromEntries([...run.faults].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    rows: {
      file: linkFile(table),
      kind: table.kind,
      others: Object.fromEntries(table.otherRoles.map(({ role, kind }) => [role, kind])),
    },
  };
}

export const filePath = (department: DepartmentSpec, file: FileSpec): string => `data/${department.key}/${file.path}`;

function pathInside(file: FileSpec, table: Table): string | null {
  if (file.format === "sqlite") return table.name;
  if (file.format === "xlsx" || file.format === "xls") return file.sheet;
  return file.format === "json" ? envelopePath : null;
}

/** A FeatureCollection has a geometry in place of the two columns of the position, behind the properties. */
function describeColumns(file: FileSpec, table: Table): SampleColumn[] {
  const isPosition = (column: Column<never>) =>
    file.format === "geojson" && (column.name === file.position.longitude || column.name === file.position.latitude);
  const columns = table.columns
    .filter((column) => !isPosition(column))
    .map((column, position) => ({
      name: column.name,
      position,
      element: column.element !== null && elements[column.element].isOfDictionary ? column.element : null,
      field: column.field,
      meaning: column.meaning,
      of: column.of,
      dateForm: column.date?.form ?? (column.type === "instant" ? "instant" : null),
      isKey: column.isKey,
      isMandatory: column.isMandatory,
    }));
  if (file.format !== "geojson") return columns;
  const geometry = {
    name: "geometry",
    element: null,
    field: "geometry",
    meaning: "点位（GeoJSON）",
    of: null,
    dateForm: null,
  };
  return [...columns, { ...geometry, position: columns.length, isKey: false, isMandatory: false }];
}

function countFaults(finished: readonly FinishedTable[]): SampleManifest["faults"] {
  const known = [
    ...cellFaults,
    ...Object.entries({ ...drifts, ...rowFaults }).map(([kind, { zh, en }]) => ({ kind, zh, en })),
  ];
  return known.map(({ kind, zh, en }) => ({
    kind,
    zh,
    en,
    count: finished.reduce((sum, { run }) => sum + (run.faults.get(kind) ?? 0), 0),
  }));
}
