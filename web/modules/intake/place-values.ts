import type { Source } from "#contract/intake";
import type { kafkaMechanisms, Place, PlaceKind } from "#contract/intake-place";

/** The form of a place; what belongs to each kind lies flat in it. */
export interface PlaceValues {
  readonly name: string;
  readonly department: string;
  readonly kind: PlaceKind;
  readonly path: string;
  readonly url: string;
  readonly host: string;
  readonly port: number | null;
  readonly user: string;
  readonly hostKey: string;
  readonly isEncrypted: boolean;
  readonly mechanism: (typeof kafkaMechanisms)[number];
  readonly secret: string;
}

/** The ports they mostly listen on; null where there is none to be told. */
export const placePorts: Readonly<Record<PlaceKind, number | null>> = {
  folder: null,
  sftp: 22,
  http: null,
  nats: 4222,
  kafka: 9092,
};

export const blankPlace = (department: string): PlaceValues => ({
  name: "",
  department,
  kind: "folder",
  path: "",
  url: "",
  host: "",
  port: placePorts.sftp,
  user: "",
  hostKey: "",
  isEncrypted: false,
  mechanism: "plain",
  secret: "",
});

export function placeValuesOf({ name, department, place }: Source): PlaceValues {
  const hostKey = place?.kind === "sftp" ? (place.hostKey ?? "") : "";
  return { ...blankPlace(department), ...place, name, hostKey };
}

/** What is wrong in it the hub says, by the field. */
export function placeOfValues(values: PlaceValues): Place {
  const { kind, path, url, host, port, user, hostKey, isEncrypted, mechanism } = values;
  switch (kind) {
    case "folder":
      return { kind, path };
    case "sftp":
      return { kind, host, port: port ?? 0, user, path, hostKey: hostKey === "" ? null : hostKey };
    case "http":
      return { kind, url, user };
    case "nats":
      return { kind, host, port: port ?? 0, user, isEncrypted };
    case "kafka":
      return { kind, host, port: port ?? 0, user, isEncrypted, mechanism };
  }
}

/** A place as people write it. */
export function addressOfPlace(place: Place): string {
  switch (place.kind) {
    case "folder":
      return place.path;
    case "sftp":
      return `${place.host}:${place.port}${place.path}`;
    case "http":
      return place.url;
    case "nats":
    case "kafka":
      return `${place.host}:${place.port}`;
  }
}
