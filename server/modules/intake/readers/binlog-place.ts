/** A place in a binary log. */
export interface BinlogPlace {
  readonly file: string;
  readonly position: number;
  /**
   * What stands there, so that another server's file of the same name is not taken for it: MariaDB's GTID of the last
   * transaction before the place, MySQL's server UUID; empty where the server tells neither.
   */
  readonly mark: string;
}

/** `bin.000003:4711@0-1-99` */
export const placeText = ({ file, position, mark }: BinlogPlace): string => `${file}:${position}@${mark}`;

export function placeOf(text: string): BinlogPlace {
  const found = /^(.+):(\d+)@(.*)$/.exec(text);
  if (!found) throw new Error(`${text} is no place in a binary log.`);
  return { file: found[1] ?? "", position: Number(found[2]), mark: found[3] ?? "" };
}

/** Files are numbered; the number may outgrow its six digits. */
const numberOf = (file: string): number => Number(/\.(\d+)$/.exec(file)?.[1] ?? 0);

export function comparePlaces(a: string, b: string): number {
  const [first, second] = [placeOf(a), placeOf(b)];
  return numberOf(first.file) - numberOf(second.file) || first.position - second.position;
}

interface LogFile {
  readonly name: string;
  readonly sizeBytes: number;
}

/** Bytes of log behind a place. */
export function bytesBehind(place: BinlogPlace, files: readonly LogFile[]): number {
  return files
    .filter((file) => numberOf(file.name) >= numberOf(place.file))
    .reduce((sum, file) => sum + file.sizeBytes - (file.name === place.file ? place.position : 0), 0);
}
