import type { Inspection } from "#contract/intake";
import type { Bilingual } from "#contract/text";

/**
 * Where a person finds a row in the source. `row` is the number of the record from 1; `line` its physical line, 0 where
 * only the record is known.
 */
export function placeOf(format: Inspection["format"], table: string, row: number, line: number): Bilingual {
  switch (format) {
    case "csv":
    case "ndjson":
      return line > 0 ? { zh: `第 ${line} 行`, en: `line ${line}` } : { zh: `第 ${row} 条记录`, en: `record ${row}` };
    case "xlsx":
    case "xls":
      return line > 0
        ? { zh: `工作表“${table}”第 ${line} 行`, en: `sheet ${table}, row ${line}` }
        : { zh: `工作表“${table}”第 ${row} 条记录`, en: `sheet ${table}, record ${row}` };
    case "json":
    case "geojson":
    case "parquet":
      return { zh: `第 ${row} 条`, en: `record ${row}` };
    case "sqlite":
    case "postgres":
    case "mysql":
    case "oracle":
    case "sqlserver":
    case "dm":
      return { zh: `表 ${table} 第 ${row} 行`, en: `table ${table}, row ${row}` };
  }
}
