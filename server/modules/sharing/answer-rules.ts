import type { AnswerDraft } from "#contract/sharing";
import type { FieldFault } from "#kernel/problem";
import type { RequestBody, StoredLine } from "./files.ts";

type GrantAnswer = Extract<AnswerDraft, { kind: "grant" }>;

/**
 * What is wrong with a consenting answer. It may give less than was asked (fewer items, fewer rows, a shorter time), never
 * more, because the requester's head signed for what was asked (Order 809 art. 20, 25); conditions beside those of the
 * catalog are none (art. 15).
 */
export function faultsOfGrant(answer: GrantAnswer, request: RequestBody, today: string): FieldFault[] {
  const asked = new Map(request.lines.map((line) => [line.resourceId, line]));
  const faults = answer.lines.flatMap((line, index) => {
    const of = asked.get(line.resourceId);
    if (!of) {
      return [fault(`/lines/${index}/resourceId`, "这个资源不在申请里", "this resource was not asked for")];
    }
    return [...faultsOfItems(line, of, index), ...faultsOfScope(line, of, index)];
  });
  const seen = new Set(answer.lines.map((line) => line.resourceId));
  if (seen.size < answer.lines.length)
    faults.push(fault("/lines", "同一资源写了两次", "a resource stands there twice"));
  if (answer.untilOn < today) faults.push(fault("/untilOn", "截止日已过", "the last day has passed"));
  if (request.untilOn !== null && answer.untilOn > request.untilOn) {
    faults.push(
      fault(
        "/untilOn",
        `截止日不能晚于申请的 ${request.untilOn}`,
        `the last day is after ${request.untilOn}, which was asked for`,
      ),
    );
  }
  if (answer.conditions !== "" && !isListed(answer.conditions, request.lines)) {
    faults.push(
      fault(
        "/conditions",
        "只能附目录里列明的共享使用条件，不得另外增设（条例第十五条）",
        "only conditions the catalog lists may be attached (Order 809 art. 15)",
      ),
    );
  }
  return faults;
}

type Line = GrantAnswer["lines"][number];

function faultsOfItems(line: Line, of: StoredLine, index: number): FieldFault[] {
  const asked = new Set(of.items);
  return line.items.flatMap((item, place) => {
    const at = `/lines/${index}/items/${place}`;
    if (!asked.has(item.field)) {
      return [fault(at, `数据项 ${item.field} 不在申请里`, `item ${item.field} was not asked for`)];
    }
    if (item.mask === "unmasked" && item.reason.trim().length < 2) {
      return [
        fault(`${at}/reason`, `数据项 ${item.field} 不脱敏要说明理由`, `item ${item.field} unmasked needs a reason`),
      ];
    }
    return [];
  });
}

/** The asked conditions stay; more may come beside them. */
function faultsOfScope(line: Line, of: StoredLine, index: number): FieldFault[] {
  const known = new Set(of.itemNames.map((item) => item.field));
  return line.scope.flatMap((condition, place) =>
    known.has(condition.item)
      ? []
      : [fault(`/lines/${index}/scope/${place}`, `没有数据项 ${condition.item}`, `there is no item ${condition.item}`)],
  );
}

const isListed = (conditions: string, lines: readonly StoredLine[]): boolean =>
  lines.some((line) => line.useConditions.includes(conditions) || conditions === line.useConditions);

const fault = (pointer: string, zh: string, en: string): FieldFault => ({ pointer, zh, en });
