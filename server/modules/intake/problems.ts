import { problemTable } from "#kernel/problem";

export const problems = problemTable("intake", {
  "nothing-inside": {
    status: 422,
    zh: "文件是空的，里面没有数据。请确认导出是否成功。",
    en: "The file is empty: there are no data in it. Check whether the export succeeded.",
  },
  "not-data": {
    status: 422,
    zh: "这是 {kind} 文件，不是数据文件（常见原因：下载时得到的是登录页或出错页）。请重新下载数据文件。",
    en: "This is a {kind} file, not data (often a sign-in or error page saved by mistake). Download the data file again.",
  },
  "format-unknown": {
    status: 422,
    zh: "认不出这个文件的格式。可读的格式：CSV、TSV、Excel（xlsx、xls）、JSON、NDJSON、GeoJSON、Parquet、SQLite，以及它们的 gzip 压缩包。",
    en: "The format is not recognised. Readable: CSV, TSV, Excel (xlsx, xls), JSON, NDJSON, GeoJSON, Parquet, SQLite, and these inside gzip.",
  },
  "gzip-broken": {
    status: 422,
    zh: "gzip 压缩包在中途断了或已损坏：{reason}。请重新传送文件。",
    en: "The gzip file is cut short or damaged: {reason}. Transfer it again.",
  },
  "json-truncated": {
    status: 422,
    zh: "JSON 在第 {line} 行第 {column} 列（第 {offset} 字节）处断了：第 {document} 个文档不完整。前面完整的有 {complete} 条。请向数据来源重新导出完整文件。",
    en: "The JSON ends at line {line}, column {column} (byte {offset}): document {document} is cut short. {complete} records before it are whole. Ask the source for the whole file.",
  },
  "json-broken": {
    status: 422,
    zh: "JSON 在第 {line} 行第 {column} 列（第 {offset} 字节）处写错：{reason}。请修正后重新上传。",
    en: "The JSON is wrong at line {line}, column {column} (byte {offset}): {reason}. Mend it and upload again.",
  },
  "json-no-rows": {
    status: 422,
    zh: "这个 JSON 里没有可以当作表的数组或对象。",
    en: "This JSON holds no array or object that could be a table.",
  },
  "json-too-large": {
    status: 422,
    zh: "这个 JSON 有 {sizeMb} MB，嵌套结构的 JSON 最大支持 {limitMb} MB。请改为一行一条的 NDJSON，或只含一个数组。",
    en: "This JSON has {sizeMb} MB; nested JSON is read up to {limitMb} MB. Export it as NDJSON (a record a line).",
  },
  "geometry-encoded": {
    status: 422,
    zh: "这个 GeoJSON 的坐标是 ECharts 压缩编码（UTF8Encoding），不是经纬度。请先还原成普通 GeoJSON 再上传。",
    en: "The coordinates of this GeoJSON are in ECharts' compressed encoding (UTF8Encoding), not degrees. Decode it to plain GeoJSON first.",
  },
  "workbook-broken": {
    status: 422,
    zh: "电子表格打不开：{reason}。请在表格软件里打开、另存为 xlsx 后再上传。",
    en: "The workbook cannot be opened: {reason}. Open it in a spreadsheet program, save it as xlsx and upload again.",
  },
  "workbook-cut": {
    status: 422,
    zh: "电子表格文件不完整，后半截没有了（多半是下载或传送中断）。请重新传送文件。",
    en: "The workbook is cut short: its end is missing (a download or transfer that broke off). Transfer it again.",
  },
  "workbook-protected": {
    status: 422,
    zh: "电子表格设了打开密码。请去掉密码后再上传。",
    en: "The workbook is protected by a password. Remove the password and upload again.",
  },
  "database-file-broken": {
    status: 422,
    zh: "SQLite 文件打不开：{reason}。",
    en: "The SQLite file cannot be opened: {reason}.",
  },
  "table-not-found": {
    status: 422,
    zh: "来源里没有“{table}”这张表。现有：{tables}。",
    en: "The source has no table {table}. It has: {tables}.",
  },
  "connection-refused": {
    status: 422,
    zh: "连不上 {host}:{port}：{reason}。请核对地址、端口和防火墙。",
    en: "Cannot connect to {host}:{port}: {reason}. Check address, port and firewall.",
  },
  "driver-missing": {
    status: 422,
    zh: "读取{database}要用它的驱动程序 {driver}，这台机器上还没有装。请系统管理员在安装目录里运行 npm i --no-save {driver}，然后重启；由代理读取的，装在代理的机器上。",
    en: "Reading {database} takes its driver {driver}, which is not installed on this machine. Ask the system administrator to run npm i --no-save {driver} in the installation folder and to restart; for a source read by an agent, on the agent's machine.",
  },
  "sign-in-refused": {
    status: 422,
    zh: "数据库拒绝了账号 {user}：{reason}。请核对账号、口令和授权。",
    en: "The database refused account {user}: {reason}. Check account, password and grants.",
  },
  "password-needed": {
    status: 422,
    zh: "连接改到了 {host}、账号 {user}，已存的口令不会发到新的地址。请重新填写口令。",
    en: "The connection now goes to {host} as {user}; the saved password is not sent there. Enter the password again.",
  },
  "read-refused": {
    status: 422,
    zh: "来源不让读取“{table}”：{reason}。没有入库，原有数据不变。请核对账号的授权和这张表（或视图）是否正常。",
    en: "The source refuses to read {table}: {reason}. Nothing was loaded, the data before stand. Check the account's grants and the table or view itself.",
  },
  "stream-cut": {
    status: 502,
    zh: "读取“{table}”时来源中断，已读 {mb} MB。没有入库，原有数据不变。请在来源恢复后重新归集。",
    en: "The source broke off while reading {table}, after {mb} MB. Nothing was loaded, the data before stand. Load again when the source is back.",
  },
  "department-outside": {
    status: 403,
    zh: "您不能替部门 {department} 归集数据。请换成您所在的部门，或请该部门的数据管理员来办。",
    en: "You may not load data for department {department}. Choose your own, or ask its steward.",
  },
  "source-name-taken": {
    status: 409,
    zh: "本部门已有名为“{name}”的数据来源。请换一个名称。",
    en: "The department already has a source called {name}. Choose another name.",
  },
  "file-not-found": {
    status: 404,
    zh: "上传的文件 {fileId} 已不在或不是您部门的。请重新上传。",
    en: "The uploaded file {fileId} is gone or not your department's. Upload it again.",
  },
  "source-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的数据来源，或它不在您的范围内。",
    en: "There is no source {id}, or it is outside your scope.",
  },
  "draft-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的归集草稿，或它不在您的范围内。",
    en: "There is no draft {id}, or it is outside your scope.",
  },
  "load-not-found": {
    status: 404,
    zh: "没有编号为 {id} 的归集记录，或它不在您的范围内。",
    en: "There is no load {id}, or it is outside your scope.",
  },
  "field-unknown": {
    status: 422,
    zh: "这次归集没有“{field}”这一列。可改的列：{fields}。",
    en: "This load has no column {field}. Columns: {fields}.",
  },
  "load-superseded": {
    status: 409,
    zh: "“{name}”已有更新的归集（第 {number} 次），这里退回的行不能再入库。请到新的一次里处理。",
    en: "{name} has a newer load ({number}); rows rejected here can no longer go in. Work on the newer one.",
  },
  "row-not-found": {
    status: 404,
    zh: "这次归集的退回清单里没有第 {row} 行。",
    en: "Row {row} is not among the rejected rows of this load.",
  },
  "row-settled": {
    status: 409,
    zh: "第 {row} 行已经处理完（{state}），不能再改。",
    en: "Row {row} is settled ({state}) and cannot be changed.",
  },
  "bad-cursor": {
    status: 400,
    zh: "翻页标记不是这个列表给出的。请从第一页重新开始。",
    en: "The page mark was not given by this list. Start again from the first page.",
  },
  "nothing-chosen": {
    status: 422,
    zh: "还没有选文件或数据来源。",
    en: "Neither a file nor a source was chosen.",
  },
  "nothing-to-load": {
    status: 422,
    zh: "对应关系里没有一列要归集。请至少留一列。",
    en: "The mapping loads no column. Keep at least one.",
  },
  "field-twice": {
    status: 422,
    zh: "两列都对应到“{field}”：{first} 和 {second}。请给其中一列换个名称或数据元。",
    en: "Two columns map to {field}: {first} and {second}. Give one of them another name or element.",
  },
  "not-reconciled": {
    status: 422,
    zh: "账对不平：来源 {sourceCount} 行，读到 {rowsRead} 行。没有入库，原有数据不变。请重新归集；仍不平请把文件交给系统管理员。",
    en: "The counts do not match: the source has {sourceCount} rows, {rowsRead} were read. Nothing was loaded, the data before stand. Load again; if it persists give the file to the system administrator.",
  },
  "nothing-fits": {
    status: 422,
    zh: "读到 {rowsRead} 行，没有一行符合对应关系，原有数据不变。多半是列对错了或换了文件，请核对后重新归集。",
    en: "Of {rowsRead} rows none fits the mapping; the data before stand. The columns or the file are probably not the right ones.",
  },
  "no-saved-mapping": {
    status: 409,
    zh: "“{name}”还没有存过对应关系，不能直接再归集。请从“归集”向导开始。",
    en: "{name} has no saved mapping yet. Start with the load wizard.",
  },
  "needs-file": {
    status: 422,
    zh: "“{name}”来自文件，请先上传新文件。",
    en: "{name} comes from files: upload the new file first.",
  },
  "columns-changed": {
    status: 409,
    zh: "来源的列变了：缺少 {missing}。没有入库，原有数据不变。请到“归集”重新核对对应关系。",
    en: "The columns of the source changed: {missing} missing. Nothing was loaded, the data before stand. Check the mapping again.",
  },
  "load-running": {
    status: 409,
    zh: "“{name}”正在归集（第 {number} 次），请等它结束。",
    en: "{name} is being loaded (load {number}); wait for it to end.",
  },
  "key-not-unique": {
    status: 422,
    zh: "选定的主键不唯一：有 {count} 行与别的行主键相同，增量变更无从对应。请换能唯一区分行的列，或改用全量方式。",
    en: "The chosen key is not unique: {count} rows share their key with another, so changes cannot be told which row they change. Choose columns that tell rows apart, or follow in full.",
  },
  "key-needed": {
    status: 422,
    zh: "“{mode}”方式要知道哪些列能唯一区分行。请选主键列。",
    en: "Following by {mode} needs the columns that tell rows apart. Choose the key.",
  },
  "watermark-needed": {
    status: 422,
    zh: "按水位跟踪要选一个随新增、修改而增大的时间列或数字列。没有这样的列，请改用比对或变更捕获。",
    en: "Following by watermark needs a time or number column that grows with every insert and update. Without one, compare or capture.",
  },
  "watermark-unfit": {
    status: 422,
    zh: "“{column}”列不是时间也不是数字，不能作水位。",
    en: "Column {column} is neither time nor number: it cannot be a watermark.",
  },
  "plan-unfit": {
    status: 422,
    zh: "跟踪方案自相矛盾：{reason}。",
    en: "The plan contradicts itself: {reason}.",
  },
  "cron-broken": {
    status: 422,
    zh: "时间表“{cron}”写得不对：{reason}。例：“30 2 * * *”是每天 2 点 30 分。",
    en: "The schedule {cron} cannot be read: {reason}. For example 30 2 * * * is every day at half past two.",
  },
  "follow-not-found": {
    status: 404,
    zh: "没有这个跟踪任务（{id}），或者它不在您的权限范围内。",
    en: "There is no such follow ({id}), or it lies outside your scope.",
  },
  "run-not-found": {
    status: 404,
    zh: "没有这次运行（{id}），或者它不在您的权限范围内。",
    en: "There is no such run ({id}), or it lies outside your scope.",
  },
  "drift-not-found": {
    status: 404,
    zh: "没有这条结构变化记录（{id}），或者它不在您的权限范围内。",
    en: "There is no such change of shape ({id}), or it lies outside your scope.",
  },
  "already-followed": {
    status: 409,
    zh: "“{name}”已经在跟踪来源的一张表。要换来源或方式，请修改或先结束现有的跟踪。",
    en: "{name} already follows a table of a source. Edit that follow, or end it first.",
  },
  "is-followed": {
    status: 409,
    zh: "“{name}”正在跟踪来源，手工归集会与之冲突。请在跟踪任务里选“整表重读”，或先结束跟踪。",
    en: "{name} follows a source; a load by hand would collide with it. Ask the follow to read the whole table again, or end it first.",
  },
  "run-under-way": {
    status: 409,
    zh: "“{name}”已有一次运行（第 {number} 次）在排队或进行。请等它结束，或先停下它。",
    en: "Run {number} of {name} is queued or under way. Wait for it to end, or cancel it.",
  },
  "follow-paused": {
    status: 409,
    zh: "“{name}”已暂停。请先恢复。",
    en: "{name} is paused. Resume it first.",
  },
  "run-ended": {
    status: 409,
    zh: "这次运行已经结束，停不了了。",
    en: "The run has ended already.",
  },
  "too-many-dirty": {
    status: 422,
    zh: "退回的行太多：{read} 行里有 {rejected} 行不合格，超过了 {limit}% 的上限，这一批没有入库。请看退回原因，改对应关系或请来源整改后再运行。",
    en: "Too many rows are rejected: {rejected} of {read}, above the limit of {limit}%. This batch was not loaded. Look at the reasons, mend the mapping or the source, and run again.",
  },
  "shape-changed": {
    status: 422,
    zh: "来源表“{table}”的结构变了：{changes}。按约定先停下；请处理后继续。",
    en: "The shape of source table {table} has changed: {changes}. As agreed, following has stopped; settle the change to go on.",
  },
  "capture-blocked": {
    status: 422,
    zh: "来源还不能捕获变更：{reason}",
    en: "The source cannot be captured yet: {reason}",
  },
  "capture-unsupported": {
    status: 422,
    zh: "这种来源（{kind}）不支持变更捕获。请改用按水位或比对。",
    en: "Sources of kind {kind} cannot be captured. Follow by watermark or by comparing.",
  },
  "source-not-followed": {
    status: 422,
    zh: "“{name}”是文件来源，不能按表跟踪。",
    en: "{name} is a source of files: its tables cannot be followed.",
  },
  "run-defect": {
    status: 500,
    zh: "运行出错：{reason}。已入库的数据不变，会按重试规则再试。",
    en: "The run failed: {reason}. What is in the lake stands; it is tried again by the retry rule.",
  },
});
