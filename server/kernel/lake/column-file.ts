import { type FileHandle, open } from "node:fs/promises";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { writeRleBitPackedHybrid } from "hyparquet-writer/src/encoding.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import type { ColumnPage } from "./column-pages.ts";

/** How a column stands in a file of columns. Dates and times are those of the common calendar, without a zone. */
export type StoredType =
  | { readonly kind: "text" | "integer" | "date" | "datetime" }
  /** At most 18 digits. */
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number };

type Metadata = Parameters<typeof writeMetadata>[1];
type SchemaElement = Metadata["schema"][number];
type RowGroup = Metadata["row_groups"][number];
type ColumnChunk = RowGroup["columns"][number];

const magic = Buffer.from("PAR1");

/** Columns are known by place: `c0`, `c1`, … */
export const storedName = (position: number): string => `c${position}`;

/**
 * A Parquet file as plain as can be: one page per column and group, nothing compressed and no dictionaries. It lives from its
 * writing to its loading; what it saves is text that would be written, split and read as values again. The library writes all
 * of the format but the values, which come in its encoding already: it would make an object of each (decision 0003).
 */
export class ColumnFile {
  private readonly handle: FileHandle;
  private readonly schema: readonly SchemaElement[];
  private readonly groups: RowGroup[] = [];
  private at = magic.length;
  private rows = 0;

  private constructor(handle: FileHandle, columns: readonly StoredType[]) {
    this.handle = handle;
    this.schema = columns.map(schemaOf);
  }

  static async create(file: string, columns: readonly StoredType[]): Promise<ColumnFile> {
    const handle = await open(file, "w", 0o600);
    await handle.write(magic);
    return new ColumnFile(handle, columns);
  }

  async writeGroup(pages: readonly ColumnPage[], rowCount: number): Promise<void> {
    const columns: ColumnChunk[] = [];
    const pieces: Uint8Array[] = [];
    const start = this.at;
    for (const [position, page] of pages.entries()) {
      const element = this.schema[position];
      if (!element?.type) throw new Error(`The file has no column ${position}.`);
      const values = page.values();
      const head = headOf(page.present.subarray(0, rowCount), values.length);
      const size = head.length + values.length;
      columns.push(chunkOf(element, { at: this.at, rowCount, size }));
      pieces.push(head, values);
      this.at += size;
    }
    await writeAll(this.handle, pieces);
    this.groups.push({ columns, total_byte_size: BigInt(this.at - start), num_rows: BigInt(rowCount) });
    this.rows += rowCount;
  }

  async end(): Promise<void> {
    const footer = new ByteWriter();
    writeMetadata(footer, {
      version: 2,
      schema: [{ name: "rows", num_children: this.schema.length }, ...this.schema],
      num_rows: BigInt(this.rows),
      row_groups: this.groups,
      metadata_length: 0,
    });
    await writeAll(this.handle, [footer.getBytes(), magic]);
    await this.close();
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** A write to a file may take less than it was given. */
async function writeAll(handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  for (const piece of pieces) if (piece.length > 0) await handle.writeFile(piece);
}

function schemaOf(column: StoredType, position: number): SchemaElement {
  const element = { name: storedName(position), repetition_type: "OPTIONAL" } as const;
  switch (column.kind) {
    case "text":
      return { ...element, type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "integer":
      return { ...element, type: "INT64" };
    case "date":
      return { ...element, type: "INT32", converted_type: "DATE" };
    case "datetime":
      return { ...element, type: "INT64", converted_type: "TIMESTAMP_MICROS" };
    case "decimal":
      return {
        ...element,
        type: "INT64",
        converted_type: "DECIMAL",
        scale: column.scale,
        precision: column.precision,
      };
  }
}

/** What stands before the values of a page: its header, and which rows have a value. */
function headOf(present: Uint8Array, valueBytes: number): Uint8Array {
  const levels = new ByteWriter(present.length / 8 + 64);
  writeRleBitPackedHybrid(levels, present, 1);
  const lengthBytes = 4;
  const size = lengthBytes + levels.offset + valueBytes;
  const head = new ByteWriter(levels.offset + 64);
  writePageHeader(head, {
    type: "DATA_PAGE",
    uncompressed_page_size: size,
    compressed_page_size: size,
    data_page_header: {
      num_values: present.length,
      encoding: "PLAIN",
      definition_level_encoding: "RLE",
      repetition_level_encoding: "RLE",
    },
  });
  head.appendUint32(levels.offset);
  head.appendBytes(levels.getBytes());
  return head.getBytes();
}

function chunkOf(
  { type = "BYTE_ARRAY", name }: SchemaElement,
  { at, rowCount, size }: { readonly at: number; readonly rowCount: number; readonly size: number },
): ColumnChunk {
  return {
    file_offset: BigInt(at),
    meta_data: {
      type,
      encodings: ["PLAIN", "RLE"],
      path_in_schema: [name],
      codec: "UNCOMPRESSED",
      num_values: BigInt(rowCount),
      total_uncompressed_size: BigInt(size),
      total_compressed_size: BigInt(size),
      data_page_offset: BigInt(at),
    },
  };
}
