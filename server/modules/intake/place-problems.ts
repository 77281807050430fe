import { problemTable } from "#kernel/problem";

/** What can stand in the way of files and messages that arrive. */
export const placeProblems = problemTable("intake", {
  "place-unreachable": {
    status: 502,
    zh: "读不到 {place}：{reason}",
    en: "{place} cannot be read: {reason}",
  },
  "folder-closed": {
    status: 422,
    zh: "目录 {path} 不在允许监视的目录之内。请系统管理员把它（或上级目录）加到设置 WEIR_WATCHED_FOLDERS。",
    en: "Folder {path} is not inside one the hub may watch. Ask the system administrator to add it to WEIR_WATCHED_FOLDERS.",
  },
  "host-key-changed": {
    status: 409,
    zh: "{host} 的主机密钥变了：登记的是 {known}，现在是 {found}。可能有人冒充，没有连接。确认是对方换了密钥后，在来源里清空主机密钥、重新试连。",
    en: "The host key of {host} has changed: {known} is registered, now it shows {found}. Somebody may pose as it; nothing was sent. If the change is known, clear the key in the source and try again.",
  },
  "place-path-unfit": {
    status: 422,
    zh: "“{path}”不能用：{reason}",
    en: "{path} cannot be used: {reasonEn}",
  },
  "redirect-refused": {
    status: 422,
    zh: "{url} 转到了 {target}，没有跟去：{reason}",
    en: "{url} redirects to {target}, which was not followed: {reasonEn}",
  },
  "nothing-arrived": {
    status: 422,
    zh: "{place} 里还没有名称符合“{pattern}”的文件，无法知道有哪些列。请放入一个样例文件，或改写名称式样。",
    en: "{place} holds no file named like {pattern} yet, so its columns are not known. Put a sample there or change the pattern.",
  },
  "file-refused": {
    status: 422,
    zh: "文件“{file}”没有入库：{reason}",
    en: "File {file} was not taken: {reasonEn}",
  },
  "not-a-place": {
    status: 409,
    zh: "“{name}”不是文件或消息来源。",
    en: "{name} is no source of files or messages.",
  },
  "after-circle": {
    status: 422,
    zh: "不能这样接续：{chain}，转了一圈回到自己，谁也不会先运行。",
    en: "These would wait for each other for ever: {chain}.",
  },
});
