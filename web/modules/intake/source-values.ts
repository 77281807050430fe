import { type Connection, type DatabaseKind, databaseKinds, type Source, usualPorts } from "#contract/intake";

/** The form of a source; the connection lies flat in it. */
export interface SourceValues {
  readonly name: string;
  readonly kind: DatabaseKind;
  readonly department: string;
  readonly systemId: string | null;
  /** The zone whose agent reads it; null where the hub does. */
  readonly zoneId: string | null;
  readonly host: string;
  readonly port: number | null;
  readonly database: string;
  readonly schema: string;
  readonly user: string;
  readonly password: string;
}

export const blankSource = (department: string): SourceValues => ({
  name: "",
  kind: "postgres",
  department,
  systemId: null,
  zoneId: null,
  host: "",
  port: usualPorts.postgres,
  database: "",
  schema: "",
  user: "",
  password: "",
});

/** The password is never told, so the form starts without one. */
export const valuesOf = (source: Source): SourceValues => ({
  ...blankSource(source.department),
  name: source.name,
  kind: databaseKinds.find((kind) => kind === source.kind) ?? "postgres",
  systemId: source.systemId,
  zoneId: source.zone?.id ?? null,
  ...source.connection,
});

/** The hub says what is wrong with a port that is not there. */
export const connectionOf = ({ host, port, database, user, schema }: SourceValues): Connection => ({
  host,
  port: port ?? 0,
  database,
  user,
  schema,
});
