import { defineWords } from "#kit";

/** Words of where a database is read from. */
export const sourceZoneWords = defineWords({
  zh: {
    title: "由谁读取",
    note: "在不许开放入站端口的网络里的来源，由区内的代理读",
    direct: "本节点直连，只读",
    byAgent: (zone: string) => `归集区“${zone}”的代理`,
    byIsolated: (zone: string) => `数据专区“${zone}”的代理；行不经放行不出区`,
    ask: (name: string) => `改由别处读取“${name}”？`,
    directText: "以后由本节点直接连到这个数据库。节点要能连到它的主机和端口。",
    agentText: (zone: string) => `以后由归集区“${zone}”的代理读取；没有代理连着时，跟踪会等着。`,
    action: "改过来",
    moved: "已改，下一次读取起生效",
  },
  en: {
    title: "Read by",
    note: "a source in a network that opens no port inwards is read by an agent inside it",
    direct: "This hub, directly, read only",
    byAgent: (zone) => `The agent of zone ${zone}`,
    byIsolated: (zone) => `The agent of data zone ${zone}; rows leave it only by a release`,
    ask: (name) => `Have “${name}” read from elsewhere?`,
    directText: "From now on this hub connects to the database itself; it must reach its host and port.",
    agentText: (zone) => `From now on the agent of zone ${zone} reads it; while none is connected, follows wait.`,
    action: "Change it",
    moved: "Changed from the next reading on",
  },
});
