import { z } from "zod";

const field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** Where a row lies: two columns of degrees, or one column whose text is a GeoJSON Point. */
export const OpenPoint = z.union([z.object({ longitude: field, latitude: field }), z.object({ geometry: field })]);
export type OpenPoint = z.infer<typeof OpenPoint>;

export const pointFields = (point: OpenPoint | null): readonly string[] =>
  point === null ? [] : "geometry" in point ? [point.geometry] : [point.longitude, point.latitude];

/** Longitude and latitude in degrees. */
export type Position = readonly [number, number];

/** Reads the position of a row of these columns; null where the row has none, or none on the globe. */
export function positionReader(
  point: OpenPoint | null,
  columns: readonly string[],
): (values: readonly unknown[]) => Position | null {
  const [first, second] = pointFields(point).map((name) => columns.indexOf(name));
  if (first === undefined) return () => null;
  if (second === undefined) return (values) => onGlobe(coordinatesOf(values[first]));
  return (values) => onGlobe([numberOf(values[first]), numberOf(values[second])]);
}

const numberOf = (value: unknown): number =>
  value === null || value === undefined || value === "" ? Number.NaN : Number(value);

const onGlobe = ([x, y]: Position): Position | null => (Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null);

const nowhere: Position = [Number.NaN, Number.NaN];

const PointText = z.object({ type: z.literal("Point"), coordinates: z.tuple([z.number(), z.number()], z.number()) });

/** RFC 7946 §3.1.2: longitude, latitude, perhaps altitude. Anything else, also a masked value, is no place. */
function coordinatesOf(value: unknown): Position {
  if (typeof value !== "string") return nowhere;
  try {
    const read = PointText.safeParse(JSON.parse(value));
    return read.success ? [read.data.coordinates[0], read.data.coordinates[1]] : nowhere;
  } catch {
    return nowhere;
  }
}
