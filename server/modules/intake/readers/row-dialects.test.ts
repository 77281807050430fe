import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { dmDialect } from "./dm.ts";
import { oracleDialect } from "./oracle.ts";
import type { RowColumn, RowDialect } from "./row-database.ts";
import { sqlserverDialect } from "./sqlserver.ts";
import { watermarkKindOf } from "./table-source.ts";

// No server of these makers is at hand. This is what can be known of their statements without one.

/** Types as the servers' own views declare them. */
const declared: Readonly<Record<string, readonly string[]>> = {
  oracle: [
    "number",
    "number(10,2)",
    "float",
    "binary_double",
    "varchar2(60)",
    "nvarchar2(60)",
    "char(1)",
    "date",
    "timestamp(6)",
    "timestamp(6) with time zone",
    "timestamp(6) with local time zone",
    "interval day(2) to second(6)",
    "clob",
    "nclob",
    "blob",
    "raw",
    "rowid",
  ],
  dm: [
    "number",
    "decimal(18,4)",
    "dec(18,4)",
    "int",
    "bigint",
    "tinyint",
    "bit",
    "double",
    "real",
    "varchar(60)",
    "char(18)",
    "date",
    "time",
    "timestamp",
    "datetime",
    "datetime(6)",
    "text",
    "clob",
    "blob",
    "image",
    "varbinary",
  ],
  sqlserver: [
    "tinyint",
    "int",
    "bigint",
    "bit",
    "decimal(18,2)",
    "numeric(10,0)",
    "money",
    "smallmoney",
    "real",
    "float",
    "date",
    "time",
    "datetime",
    "smalldatetime",
    "datetime2",
    "datetimeoffset",
    "char(18)",
    "varchar(60)",
    "nvarchar(60)",
    "nvarchar",
    "text",
    "ntext",
    "xml",
    "binary",
    "varbinary",
    "image",
    "rowversion",
    "uniqueidentifier",
    "geometry",
    "geography",
    "hierarchyid",
    "sql_variant",
  ],
};

/** What is left of a statement without its texts and quoted names: no name given from outside may stand there. */
function bare(sql: string, { kind }: RowDialect): string {
  const names = kind === "sqlserver" ? /\[(?:[^\]]|\]\])*\]/g : /"(?:[^"]|"")*"/g;
  // A text may hold what looks like a name, and a name what looks like a text: whichever begins first.
  return sql.replaceAll(new RegExp(`'(?:[^']|'')*'|${names.source}`, "g"), "·");
}

for (const dialect of [oracleDialect, dmDialect, sqlserverDialect]) {
  const columns = (declared[dialect.kind] ?? []).map((type): RowColumn => ({
    name: "列 'x\"]",
    declared: type,
    comment: "",
  }));

  describe(`statements for ${dialect.kind}`, () => {
    test("no name given from outside gets out of its quotes", () => {
      fc.assert(
        fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), fc.string({ maxLength: 30 }), (schema, table) => {
          for (const sql of [
            dialect.tables(schema),
            dialect.columns(schema, table),
            dialect.indexes(schema, table),
            dialect.size(schema, table),
          ]) {
            const plain = [
              dialect.tables("s"),
              dialect.columns("s", "t"),
              dialect.indexes("s", "t"),
              dialect.size("s", "t"),
            ];
            assert.ok(plain.map((one) => bare(one, dialect)).includes(bare(sql, dialect)), sql);
          }
        }),
      );
      fc.assert(
        fc.property(fc.string({ maxLength: 30 }), fc.constantFrom(...columns), (name, column) => {
          assert.equal(
            bare(dialect.cell({ ...column, name }), dialect),
            bare(dialect.cell({ ...column, name: "c" }), dialect),
          );
        }),
      );
    });

    test("a watermark's value stays a text, whatever it holds", () => {
      fc.assert(
        fc.property(
          fc.string({ maxLength: 40 }),
          fc.nat(1000),
          fc.constantFrom(...columns),
          (value, overlap, column) => {
            const kind = watermarkKindOf(column.declared);
            if (kind === null) return;
            const say = (text: string) =>
              bare(dialect.since(column, { column: column.name, value: text, overlap }, kind), dialect);
            assert.equal(say(value), say("1"));
          },
        ),
      );
    });

    test("every type has a cell that names its column once, and a type of ours or none", () => {
      for (const column of columns) {
        const cell = dialect.cell(column);
        assert.equal(cell.split(`t.${dialect.quoted(column.name)}`).length, 2, `${column.declared}: ${cell}`);
        const type = dialect.typeOf(column.declared);
        if (type?.kind === "decimal") assert.ok((type.precision ?? 0) >= (type.scale ?? 0), column.declared);
      }
    });

    test("times and numbers can be watermarks, long objects and versions of rows cannot", () => {
      const fit = columns
        .filter((column) => watermarkKindOf(column.declared) !== null)
        .map((column) => column.declared);
      assert.ok(fit.some((type) => type.startsWith("timestamp") || type.startsWith("datetime")));
      for (const type of ["clob", "blob", "rowversion", "text", "image"]) assert.ok(!fit.includes(type), type);
    });

    test("it begins by seeing one moment and changes nothing on the way", () => {
      assert.match(dialect.begin, /read only|serializable|snapshot/);
      for (const sql of [dialect.begin, dialect.end, dialect.mayWrite])
        assert.doesNotMatch(bare(sql, dialect), /\b(insert|update|delete|drop|alter|create|grant|commit)\b/i);
    });
  });
}

test("declared types are read as the servers' views write them", () => {
  assert.equal(oracleDialect.columnOf(["A", "NUMBER", "0", "10", "2", null]).declared, "number(10,2)");
  assert.equal(oracleDialect.columnOf(["A", "NUMBER", "0", null, null, null]).declared, "number");
  assert.equal(oracleDialect.columnOf(["A", "VARCHAR2", "60", null, null, "姓名"]).declared, "varchar2(60)");
  assert.equal(sqlserverDialect.columnOf(["A", "timestamp", "8", "0", "0", null, "timestamp"]).declared, "rowversion");
  assert.equal(sqlserverDialect.columnOf(["A", "nvarchar", null, "0", "0", null, "nvarchar"]).declared, "nvarchar");
  assert.equal(sqlserverDialect.columnOf(["A", null, "-1", "0", "0", null, "geometry"]).declared, "geometry");
});

test("a number that needs 20 digits is not made a smaller one", () => {
  assert.deepEqual(oracleDialect.typeOf("number(38,0)"), { kind: "decimal", maxLength: null, precision: 38, scale: 0 });
  assert.equal(oracleDialect.typeOf("number(10,0)")?.kind, "integer");
  assert.equal(oracleDialect.typeOf("number"), null);
});
