import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";

interface Feature {
  readonly id?: unknown;
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: unknown;
}

export function isFeatureCollection(value: unknown): value is { features: Feature[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "FeatureCollection" &&
    "features" in value &&
    Array.isArray(value.features)
  );
}

/**
 * A feature as a record: its id, its properties, its geometry as GeoJSON text.
 *
 * @throws Problem intake.geometry-encoded
 */
export function featureRecords(collection: {
  features: readonly Feature[];
  UTF8Encoding?: unknown;
}): Record<string, unknown>[] {
  if (
    collection.UTF8Encoding === true ||
    collection.features.some((feature) => hasEncodedCoordinates(feature.geometry))
  ) {
    throw problem(problems["geometry-encoded"]);
  }
  return collection.features.map((feature) => ({
    ...(feature.id === undefined ? {} : { id: feature.id }),
    ...feature.properties,
    geometry: feature.geometry === undefined || feature.geometry === null ? null : JSON.stringify(feature.geometry),
  }));
}

function hasEncodedCoordinates(geometry: unknown): boolean {
  const coordinates: unknown =
    typeof geometry === "object" && geometry !== null && "coordinates" in geometry ? geometry.coordinates : [];
  const flat: unknown[] = Array.isArray(coordinates) ? coordinates.flat(1) : [];
  return flat.some((part) => typeof part === "string");
}
