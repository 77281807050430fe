import { once } from "node:events";
import type { Writable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

interface Entry {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly plain: number;
}

/** Sizes follow the data (general purpose bit 3); names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1980-01-01: the same rows make the same bytes. */
const dosDate = 0x0021;

/** Writes a ZIP archive as it comes; memory does not grow with it. Archives up to 4 GB. */
export function createZip(output: Writable) {
  const entries: Entry[] = [];
  let written = 0;

  async function put(bytes: Buffer): Promise<void> {
    written += bytes.length;
    if (!output.write(bytes)) await once(output, "drain");
  }

  return {
    async add(name: string, content: AsyncIterable<string>): Promise<void> {
      const offset = written;
      const label = Buffer.from(name);
      await put(Buffer.concat([localHeader(label), label]));
      const deflate = createDeflateRaw({ level: 6 });
      let crc = 0;
      let plain = 0;
      const start = written;
      const packing = (async () => {
        for await (const chunk of deflate as AsyncIterable<Buffer>) await put(chunk);
      })();
      for await (const text of content) {
        const bytes = Buffer.from(text);
        crc = crc32(bytes, crc);
        plain += bytes.length;
        if (!deflate.write(bytes)) await once(deflate, "drain");
      }
      deflate.end();
      await packing;
      const entry: Entry = { name: label, offset, crc, packed: written - start, plain };
      await put(descriptor(entry));
      entries.push(entry);
    },
    async end(): Promise<void> {
      const start = written;
      for (const entry of entries) await put(Buffer.concat([centralHeader(entry), entry.name]));
      await put(endRecord(entries.length, written - start, start));
      output.end();
      await once(output, "finish");
    },
  };
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt16LE(name.length, 26);
  return header;
}

function descriptor({ crc, packed, plain }: Entry): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(plain, 12);
  return bytes;
}

function centralHeader({ name, offset, crc, packed, plain }: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(deflated, 10);
  header.writeUInt16LE(dosDate, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed, 20);
  header.writeUInt32LE(plain, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return header;
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
