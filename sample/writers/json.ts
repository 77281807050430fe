import type { Cell } from "../table.ts";
import { openTextFile } from "./text-file.ts";
import type { Columns, TableWriter } from "./writer.ts";

/** One row as a JSON object; a dot in a column's name opens a nested object. */
function objectOf(columns: Columns, cells: readonly Cell[], skipsNull: boolean): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [at, { name }] of columns.entries()) {
    const cell = cells[at] ?? null;
    if (cell === null && skipsNull) continue;
    const [outer = "", inner] = name.split(".");
    if (inner === undefined) object[outer] = cell;
    else Object.assign((object[outer] ??= {}), { [inner]: cell });
  }
  return object;
}

/** One object a line; a column without a value is left out, as most exporters do. */
export function openNdjson(file: string, columns: Columns): TableWriter {
  const text = openTextFile(file);
  return {
    write: (cells) => text.write(`${JSON.stringify(objectOf(columns, cells, true))}\n`),
    close: () => text.close(),
  };
}

/**
 * The answer of a departmental interface: the rows stand in an array deep inside an envelope. The count stands behind
 * them, because a stream knows it only then.
 */
export function openJsonEnvelope(
  file: string,
  columns: Columns,
  envelope: Readonly<Record<string, unknown>>,
): TableWriter {
  const text = openTextFile(file);
  let rows = 0;
  text.write(`${JSON.stringify(envelope, null, 2).slice(0, -2)},\n  "data": {\n    "list": [`);
  return {
    write(cells) {
      text.write(`${rows === 0 ? "" : ","}\n      ${JSON.stringify(objectOf(columns, cells, false))}`);
      rows += 1;
    },
    close() {
      text.write(`\n    ],\n    "total": ${rows}\n  }\n}\n`);
      text.close();
    },
  };
}
/** Where the rows stand in that envelope. */
export const envelopePath = "$.data.list[*]";

export interface GeometryColumns {
  readonly longitude: string;
  readonly latitude: string;
}

/** A FeatureCollection of points; the two columns of the position become the geometry, the others properties. */
export function openGeojson(file: string, columns: Columns, position: GeometryColumns): TableWriter {
  const text = openTextFile(file);
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [longitude, latitude] = [at(position.longitude), at(position.latitude)];
  let rows = 0;
  text.write('{\n"type": "FeatureCollection",\n"features": [');
  return {
    write(cells) {
      const properties = objectOf(columns, cells, false);
      delete properties[position.longitude];
      delete properties[position.latitude];
      const coordinates = [cells[longitude], cells[latitude]];
      const geometry = coordinates.includes(null) ? null : { type: "Point", coordinates };
      text.write(`${rows === 0 ? "" : ","}\n${JSON.stringify({ type: "Feature", geometry, properties })}`);
      rows += 1;
    },
    close() {
      text.write("\n]\n}\n");
      text.close();
    },
  };
}
