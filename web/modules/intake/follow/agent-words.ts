import { defineWords } from "#kit";

/** Words of the agents of zones. */
export const agentWords = defineWords({
  zh: {
    title: "归集区的代理",
    zone: "归集区",
    isolated: "数据专区",
    sources: "来源数",
    agent: "代理",
    noAgent: "还没有登记代理",
    state: "状态",
    seen: "最近一次心跳",
    trip: "往返",
    until: "证书到期",
    closed: "本节点没有为代理开端口（WEIR_AGENT_PORT），区里的来源读不到。",
  },
  en: {
    title: "Agents of zones",
    zone: "Zone",
    isolated: "data zone",
    sources: "Sources",
    agent: "Agent",
    noAgent: "None enrolled yet",
    state: "State",
    seen: "Last heartbeat",
    trip: "Round trip",
    until: "Certificate ends",
    closed: "This hub does not listen for agents (WEIR_AGENT_PORT); sources of the zones cannot be read.",
  },
});
