import type { RequestAct } from "#contract/sharing";
import { defineWords } from "#kit";

interface ActWords {
  /** On the button of the page. */
  readonly button: string;
  /** What pressing it will do. */
  readonly text: string;
  readonly title: string;
  /** On the button of the form, or of the question. */
  readonly action: string;
  readonly done: string;
}

interface Words {
  readonly acts: Readonly<Record<RequestAct, ActWords>>;
}

/** Words of the twenty-one acts on a request. */
export const requestActWords = defineWords<Words>({
  zh: {
    acts: {
      claim: {
        button: "认领",
        text: "由您经办，别人看得到是您在办。",
        title: "认领",
        action: "认领",
        done: "已认领，由您经办",
      },
      "ask-supplement": {
        button: "一次性告知补正",
        text: "缺什么一次说全，期限暂停；补正后按规则重新起算。只能告知一次，不得因此拒绝。",
        title: "一次性告知需要补充的材料",
        action: "告知申请部门",
        done: "已告知，期限暂停",
      },
      supplement: {
        button: "提交补正",
        text: "补充后，答复期限重新起算。",
        title: "提交补正",
        action: "提交补正",
        done: "已补正，提供部门继续审核",
      },
      "draft-answer": {
        button: "拟写答复",
        text: "逐项同意、附条件，或不同意并说明理由；由负责人签批后才算答复。",
        title: "拟写答复",
        action: "送本部门负责人签批",
        done: "已拟写，送负责人签批",
      },
      "sign-answer": {
        button: "签批并发出答复",
        text: "您以提供部门共享工作机构负责人的身份签批。同意的，供给期限 20 个工作日开始；申请部门随即收到通知。",
        title: "签批并发出这份答复？",
        action: "签批并发出答复",
        done: "已签批，申请部门已收到通知",
      },
      "return-answer": {
        button: "退回经办人",
        text: "写明哪里要改；期限照走。",
        title: "退回答复",
        action: "退回经办人",
        done: "已退回经办人",
      },
      "ask-extension": {
        button: "申请延期",
        text: "须经主管部门同意并告知申请部门（条例第二十一条），最多 10 个工作日。",
        title: "申请延长答复期限",
        action: "报主管部门决定",
        done: "已报主管部门决定",
      },
      "decide-extension": {
        button: "决定延期",
        text: "可以同意少于所申请的天数；决定随即告知双方。",
        title: "决定是否同意延期",
        action: "决定",
        done: "已决定并告知双方",
      },
      "accept-refusal": {
        button: "认可拒绝依据",
        text: "认可后答复生效，申请部门可以提出争议。",
        title: "认可拒绝依据",
        action: "认可并告知双方",
        done: "已认可",
      },
      "return-refusal": {
        button: "退回：依据不成立",
        text: "部委规定、未经定密的“涉密”不是法定依据；退回重新答复，期限照走。",
        title: "退回拒绝",
        action: "退回提供部门重新答复",
        done: "已退回重新答复",
      },
      commit: {
        button: "签署使用承诺，领取密钥",
        text: "签署数据安全使用承诺后授权生效；密钥只显示一次。",
        title: "数据安全使用承诺",
        action: "签署承诺，授权生效",
        done: "已签署，授权生效",
      },
      "renew-key": {
        button: "换发密钥",
        text: "密钥丢了或可能外泄的，换一个新的；原密钥即刻作废，用同一凭证的系统都要换。",
        title: "换发密钥",
        action: "换发，原密钥作废",
        done: "已换发，原密钥作废",
      },
      change: {
        button: "申请变更",
        text: "要别的数据项、范围或用途，另提申请；现有授权照用。",
        title: "申请变更？",
        action: "填写变更申请单",
        done: "已开始填写变更申请单",
      },
      renew: {
        button: "申请续期",
        text: "快到期还要用的，提前续期，中间不断。",
        title: "申请续期？",
        action: "填写续期申请单",
        done: "已开始填写续期申请单",
      },
      end: {
        button: "目的已实现，终止使用",
        text: "授权停用，按提供部门要求处置数据并交回执（条例第二十七条）。",
        title: "终止使用",
        action: "终止使用，开始处置",
        done: "已终止，请处置数据并交回执",
      },
      dispose: {
        button: "提交处置回执",
        text: "写明怎样删除或归还、在哪些系统、谁见证。",
        title: "处置回执",
        action: "提交处置回执",
        done: "回执已提交，等提供部门确认",
      },
      "confirm-disposal": {
        button: "确认处置回执",
        text: "确认后全卷办结。",
        title: "确认处置回执？",
        action: "确认，办结全卷",
        done: "已确认，全卷办结",
      },
      suspend: {
        button: "发现违规，暂停共享",
        text: "一秒内停用，限期整改；写明是哪种违规，指出账上的证据。",
        title: "暂停共享，限期整改",
        action: "暂停共享并告知申请部门",
        done: "已暂停，限期整改",
      },
      "stop-service": {
        button: "终止或变更服务",
        text: "没有正当理由不得停。先和申请部门协商，再报主管部门备案（条例第二十七条）。",
        title: "提出终止或变更服务",
        action: "提出并开始协商",
        done: "已提出，请先协商",
      },
      dispute: {
        button: "提出争议",
        text: "先由双方协商，不成由主管部门协调，再不成由本级政府决定（条例第二十八条）。",
        title: "提出争议",
        action: "提出争议",
        done: "已提出争议",
      },
      "record-use": {
        button: "登记使用情况",
        text: "场景、过程、效果、存储、销毁；保存不少于 3 年（条例第二十九条）。",
        title: "登记使用情况",
        action: "登记这段时间的使用情况",
        done: "已登记",
      },
      withdraw: {
        button: "撤回申请",
        text: "不再需要的，撤回并说明理由。",
        title: "撤回申请",
        action: "撤回这件申请",
        done: "已撤回",
      },
    },
  },
  en: {
    acts: {
      claim: {
        button: "Claim",
        text: "You handle it; others see that.",
        title: "Claim",
        action: "Claim",
        done: "Yours now",
      },
      "ask-supplement": {
        button: "Ask once for what is missing",
        text: "Say everything at once; the clock stands still and starts anew once it came. No second time, no ground for refusal.",
        title: "Ask once for everything missing",
        action: "Tell the requester",
        done: "Told; the clock stands still",
      },
      supplement: {
        button: "Send what was missing",
        text: "The clock of the answer starts anew.",
        title: "Send what was missing",
        action: "Send it",
        done: "Sent; the provider goes on",
      },
      "draft-answer": {
        button: "Draft the answer",
        text: "Grant item by item, with conditions, or refuse with reasons; it is an answer once your head has signed.",
        title: "Draft the answer",
        action: "Send to our head for signature",
        done: "Drafted; your head is to sign",
      },
      "sign-answer": {
        button: "Sign and send the answer",
        text: "You sign as the provider's head of sharing. If it grants, 20 working days to supply begin; the requester is told.",
        title: "Sign and send this answer?",
        action: "Sign and send the answer",
        done: "Signed; the requester is told",
      },
      "return-answer": {
        button: "Return to the clerk",
        text: "Say what to change; the clock runs on.",
        title: "Return the answer",
        action: "Return to the clerk",
        done: "Returned",
      },
      "ask-extension": {
        button: "Ask for more time",
        text: "Needs the bureau's consent, and the requester is told (Order 809 art. 21); ten working days at most.",
        title: "Ask for an extension",
        action: "Send to the bureau",
        done: "The bureau is to decide",
      },
      "decide-extension": {
        button: "Decide the extension",
        text: "Fewer days may be granted; both sides are told at once.",
        title: "Decide the extension",
        action: "Decide",
        done: "Decided; both sides are told",
      },
      "accept-refusal": {
        button: "Accept the basis",
        text: "The refusal then stands; the requester may open a dispute.",
        title: "Accept the refusal's basis",
        action: "Accept and tell both sides",
        done: "Accepted",
      },
      "return-refusal": {
        button: "Return: no basis",
        text: "A ministry's rule, or a secret never classified, is no basis in law. It is answered anew; the clock runs on.",
        title: "Return the refusal",
        action: "Return it to be answered anew",
        done: "Returned",
      },
      commit: {
        button: "Sign the commitment, get a key",
        text: "The grant works once the use commitment is signed; the key is shown once.",
        title: "Use commitment",
        action: "Sign, and let the grant begin",
        done: "Signed; the grant works",
      },
      "renew-key": {
        button: "Renew the key",
        text: "For a key that was lost or may have leaked: the old one ends at once, for every system that uses it.",
        title: "Renew the key",
        action: "Renew; the old key ends",
        done: "Renewed; the old key has ended",
      },
      change: {
        button: "Ask for other terms",
        text: "Other items, rows or purpose need a new application; the present grant goes on.",
        title: "Ask for other terms?",
        action: "Start the application",
        done: "Application started",
      },
      renew: {
        button: "Ask for more time of use",
        text: "Before it runs out, so that nothing stops.",
        title: "Renew?",
        action: "Start the renewal",
        done: "Renewal started",
      },
      end: {
        button: "Purpose reached: end the use",
        text: "The grant stops; dispose of the data as the provider asks and file the receipt (Order 809 art. 27).",
        title: "End the use",
        action: "End it, begin the disposal",
        done: "Ended; dispose of the data and file the receipt",
      },
      dispose: {
        button: "File the receipt of disposal",
        text: "How it was deleted or returned, in which systems, who witnessed.",
        title: "Receipt of disposal",
        action: "File the receipt",
        done: "Filed; the provider is to confirm",
      },
      "confirm-disposal": {
        button: "Confirm the receipt",
        text: "The file is closed then.",
        title: "Confirm the receipt?",
        action: "Confirm and close",
        done: "Confirmed; the file is closed",
      },
      suspend: {
        button: "Misuse: suspend",
        text: "Stops within a second, with a day to rectify; name the misuse and the evidence on the ledger.",
        title: "Suspend for misuse",
        action: "Suspend and tell the requester",
        done: "Suspended",
      },
      "stop-service": {
        button: "Stop or alter the service",
        text: "Not without good reason: consult the requester first, then file with the bureau (Order 809 art. 27).",
        title: "Stop or alter the service",
        action: "Begin the consultation",
        done: "Begun; consult first",
      },
      dispute: {
        button: "Open a dispute",
        text: "The parties talk first, then the bureau coordinates, then the government decides (Order 809 art. 28).",
        title: "Open a dispute",
        action: "Open the dispute",
        done: "Opened",
      },
      "record-use": {
        button: "Record the use",
        text: "Scene, process, effect, storage, destruction; kept three years and more (Order 809 art. 29).",
        title: "Record the use",
        action: "Record the use of this period",
        done: "Recorded",
      },
      withdraw: {
        button: "Withdraw the request",
        text: "Not needed any more; say why.",
        title: "Withdraw the request",
        action: "Withdraw this request",
        done: "Withdrawn",
      },
    },
  },
});
