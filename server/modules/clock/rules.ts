import type { Rules } from "#contract/clock";
import type { Bilingual } from "#contract/text";
import { rank } from "./signals.ts";

/** Why a set of rules contradicts itself; null where it does not. */
export function rulesFault({ blueDays, orangeDays, ladder, officeOpens, officeCloses }: Rules): Bilingual | null {
  if (blueDays < orangeDays) return { zh: "提醒的剩余天数不能少于预警的", en: "blue cannot begin later than orange" };
  if (officeCloses <= officeOpens)
    return { zh: "下班时间须晚于上班时间", en: "the office cannot close before it opens" };
  const isRising = ladder.every((rung, index) => {
    const before = ladder[index - 1];
    return !before || (rank(before.level) < rank(rung.level) && before.overdueDays < rung.overdueDays);
  });
  if (!isRising)
    return {
      zh: "督办阶梯须按蓝、橙、红依次排列，逾期天数逐级增加",
      en: "the ladder must rise from blue over orange to red, each with more days overdue",
    };
  return null;
}
