import type { TableFacts } from "#contract/intake-follow";
import { isMessagePlace, type PlaceKind } from "#contract/intake-place";
import type { Call } from "#kernel/call";
import { look } from "../look.ts";
import type { IntakeParts } from "../parts.ts";

/** What arrives in a place, as the editor of a follow needs it: the columns of the newest file or the first messages. */
export async function placeFacts(
  parts: IntakeParts,
  call: Call,
  sourceId: string,
  kind: PlaceKind,
  table: string,
): Promise<TableFacts> {
  const ref = { fileId: null, sourceId, sample: { table, sheet: null } };
  const { mapping, columns } = await look(parts, call, ref, { table, text: null }, null);
  const types = new Map(columns.map(({ name, type }) => [name, type.kind]));
  return {
    table,
    columns: mapping.map(({ source }) => ({ name: source, type: types.get(source) ?? "", comment: "" })),
    key: [],
    watermarks: [],
    rowEstimate: null,
    modes: [
      isMessagePlace(kind)
        ? {
            mode: "stream",
            isPossible: true,
            text: {
              zh: "每条消息入库一次，入库之后才向服务器确认。",
              en: "Every message once; it is acknowledged when it is in the lake.",
            },
          }
        : {
            mode: "files",
            isPossible: true,
            text: {
              zh: "每个到达的文件入库一次；文件变了按下面选的方式处理。",
              en: "Every arriving file once; one that changes is taken again as chosen below.",
            },
          },
    ],
    findings: [],
  };
}
