import { defineWords } from "#kit";

interface Words {
  readonly fields: {
    readonly reason: string;
    readonly note: string;
    readonly missing: string;
    readonly missingHint: string;
    readonly answer: string;
    readonly answerHint: string;
    readonly scene: string;
    readonly days: string;
    readonly daysHint: string;
    readonly method: string;
    readonly methodHint: string;
    readonly systems: string;
    readonly witness: string;
    readonly disposedOn: string;
    readonly misuse: string;
    readonly evidence: string;
    readonly evidenceHint: string;
    readonly rectifyBy: string;
    readonly claim: string;
    readonly claimHint: string;
    readonly fromOn: string;
    readonly untilOn: string;
    readonly useScene: string;
    readonly process: string;
    readonly effect: string;
    readonly storage: string;
    readonly destruction: string;
  };
  readonly decide: {
    readonly title: (who: string, days: string) => string;
    readonly reason: (reason: string) => string;
    readonly days: string;
    readonly note: string;
    readonly agree: (who: string) => string;
    readonly refuse: string;
    readonly noteMissing: string;
    readonly agreed: string;
    readonly refused: string;
  };
}

/** Words of the fields of acts on a request, and of the bureau's decision on more time. */
export const requestFieldWords = defineWords<Words>({
  zh: {
    fields: {
      reason: "理由",
      note: "说明",
      missing: "缺什么",
      missingHint: "一行写一条。一次说全，之后不能再要求补正。",
      answer: "补正说明",
      answerHint: "逐条回应提供部门告知的内容。",
      scene: "使用场景（改后的）",
      days: "申请延长几个工作日",
      daysHint: "最多 10 个工作日。",
      method: "处置方式",
      methodHint: "例如：从核验库删除全部缓存记录，备份介质同步清除。",
      systems: "涉及的系统",
      witness: "见证人",
      disposedOn: "处置日期",
      misuse: "哪种违规",
      evidence: "账上的证据",
      evidenceHint: "账号，一行一个，可以不填。例如：48213",
      rectifyBy: "限哪天前整改",
      claim: "争议事项和理由",
      claimHint: "对哪一点不同意，依据什么。",
      fromOn: "从哪天",
      untilOn: "到哪天",
      useScene: "使用场景",
      process: "使用过程",
      effect: "使用效果",
      storage: "存储情况",
      destruction: "销毁情况",
    },
    decide: {
      title: (who, days) => `待您决定：${who}申请延期 ${days} 个工作日`,
      reason: (reason) => `理由：“${reason}”`,
      days: "同意几个工作日",
      note: "说明（不同意的必须写）",
      agree: (who) => `同意延期并告知${who}`,
      refuse: "不同意，说明理由",
      noteMissing: "不同意的，请写明理由",
      agreed: "已同意延期，双方已收到通知",
      refused: "已决定不同意，双方已收到通知",
    },
  },
  en: {
    fields: {
      reason: "Reason",
      note: "Note",
      missing: "What is missing",
      missingHint: "One on each line. Say everything: there is no second time.",
      answer: "What is supplemented",
      answerHint: "Point by point.",
      scene: "Scene of use (as changed)",
      days: "More working days",
      daysHint: "Ten at most.",
      method: "Method",
      methodHint: "Such as: every cached record deleted, backups wiped.",
      systems: "Systems",
      witness: "Witness",
      disposedOn: "Day",
      misuse: "Kind of misuse",
      evidence: "Evidence on the ledger",
      evidenceHint: "Entry numbers, one on each line; may be left out. Such as: 48213",
      rectifyBy: "To be rectified by",
      claim: "What is disputed, and why",
      claimHint: "Which point, on which basis.",
      fromOn: "From",
      untilOn: "Until",
      useScene: "Scene",
      process: "Process",
      effect: "Effect",
      storage: "Storage",
      destruction: "Destruction",
    },
    decide: {
      title: (who, days) => `For you to decide: ${who} asks for ${days} more working days`,
      reason: (reason) => `Reason: “${reason}”`,
      days: "Working days granted",
      note: "Note (needed to refuse)",
      agree: (who) => `Grant and tell ${who}`,
      refuse: "Refuse, with the reason",
      noteMissing: "Say why you refuse",
      agreed: "Granted; both sides are told",
      refused: "Refused; both sides are told",
    },
  },
});
