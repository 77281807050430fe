import { assistantRoutes } from "#contract/assistants";
import { catalogRoutes } from "#contract/catalog";
import { clockRoutes } from "#contract/clock";
import { dictionaryRoutes } from "#contract/dictionary";
import { gateRoutes } from "#contract/gate";
import { graphRoutes } from "#contract/graph";
import { harvestRoutes } from "#contract/harvest";
import { identityRoutes } from "#contract/identity";
import { intakeRoutes } from "#contract/intake";
import { agentRoutes } from "#contract/intake-agents";
import { arrivalRoutes } from "#contract/intake-arrivals";
import { followRoutes } from "#contract/intake-follow";
import { pushRoutes } from "#contract/intake-push";
import { ledgerRoutes } from "#contract/ledger";
import { librariesRoutes } from "#contract/libraries";
import { operationsRoutes } from "#contract/operations";
import { portalRoutes } from "#contract/portal";
import { portalManageRoutes } from "#contract/portal-manage";
import { portalVisitorRoutes } from "#contract/portal-visitors";
import { qualityRoutes } from "#contract/quality";
import { qualityProposalRoutes } from "#contract/quality-proposals";
import { qualityReportRoutes } from "#contract/quality-report";
import { qualityRuleRoutes } from "#contract/quality-rules";
import { qualityScoreRoutes } from "#contract/quality-scores";
import { registryRoutes } from "#contract/registry";
import type { RouteContract } from "#contract/route";
import { sharingRoutes } from "#contract/sharing";
import type { Bilingual } from "#contract/text";
import { useText } from "#kit";

const tables: readonly Readonly<Record<string, RouteContract>>[] = [
  agentRoutes,
  arrivalRoutes,
  assistantRoutes,
  catalogRoutes,
  clockRoutes,
  dictionaryRoutes,
  followRoutes,
  gateRoutes,
  graphRoutes,
  harvestRoutes,
  identityRoutes,
  intakeRoutes,
  ledgerRoutes,
  librariesRoutes,
  operationsRoutes,
  portalManageRoutes,
  portalRoutes,
  portalVisitorRoutes,
  pushRoutes,
  qualityProposalRoutes,
  qualityReportRoutes,
  qualityRoutes,
  qualityRuleRoutes,
  qualityScoreRoutes,
  registryRoutes,
  sharingRoutes,
];

const summaries: ReadonlyMap<string, Bilingual> = new Map(
  tables.flatMap((table) => Object.values(table).map((route) => [route.operation, route.summary] as const)),
);

/** What the hub does by itself, and what reads as an act only in other words than the operation's summary. */
const own: Readonly<Record<string, Bilingual>> = {
  "catalog.sample-rows": { zh: "看样例行", en: "See sample rows" },
  "quality.bad-rows": { zh: "看问题行", en: "See bad rows" },
  "intake.load": { zh: "归集数据", en: "Load data" },
  "clock.warn": { zh: "到期预警", en: "Warn before it is due" },
  "clock.mark-overdue": { zh: "标记逾期", en: "Mark overdue" },
  "clock.recount": { zh: "按放假安排重算到期日", en: "Reckon due days anew" },
  "clock.begin-rules": { zh: "新计时规则施行", en: "New rules begin" },
  "quality.check": { zh: "检查数据质量", en: "Check quality" },
  "quality.check-all": { zh: "每夜检查全部数据", en: "Check everything nightly" },
  "gate.read-open": { zh: "公众读取开放数据", en: "The public reads open data" },
  "gate.make-open-file": { zh: "生成开放数据文件", en: "Make a file of open data" },
  "gate.download-open": { zh: "公众下载开放数据", en: "The public downloads open data" },
  "portal.make-files": { zh: "备齐开放数据集的文件", en: "Make an open dataset's files ready" },
  "portal.renew-opening": { zh: "开放数据集随归集更新", en: "Renew an open dataset after a load" },
  "harvest.run": { zh: "收割外部目录", en: "Harvest an external catalog" },
  "intake.find-drift": { zh: "发现来源结构变化", en: "Find a change of the source's shape" },
  "intake.join-agent": { zh: "归集代理登记入网", en: "An agent enrols" },
  "libraries.run": { zh: "融合", en: "Run a library" },
  "libraries.check-collection-done": { zh: "重复采集检查完成", en: "Duplicate collection checked" },
  "operations.load-divisions": { zh: "装入行政区划", en: "Load divisions" },
  "sample.set-up": { zh: "装入示例城市", en: "Set up the sample city" },
  "kernel.forget-keys": { zh: "清理过期的防重复凭证", en: "Forget old idempotency keys" },
  "dictionary.install-pack": { zh: "装入数据元基础包", en: "Install the pack of elements" },
  "registry.adopt-divisions": { zh: "采用行政区划版本", en: "Adopt a revision of divisions" },
};

/** What a ledger action is called: the summary of the operation of that name, without its remark in brackets. */
export function useActName(): (action: string) => string {
  const text = useText();
  return (action) => {
    const summary = own[action] ?? summaries.get(action);
    return summary
      ? text(summary)
          .replace(/[（(：:；;].*$/, "")
          .trim()
      : action;
  };
}

/** Every action there is, for filters. */
export const actionNames: readonly string[] = [...new Set([...summaries.keys(), ...Object.keys(own)])].toSorted();
