import { createReadStream } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import {
  type HarvestKind,
  harvestRoutes,
  type HarvestRun,
  type HarvestSource,
  type SourceFields,
  sourceKinds,
} from "#contract/harvest";
import { connect, type HubConnection } from "./connection.ts";
import { CommandFailure, exitCodes, say, sayJson, showProgress } from "./output.ts";

interface Options {
  readonly kind: string;
  readonly as?: string;
  readonly licence?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** `weir harvest`: reads another portal's catalog in; the source is registered the first time and found again by its name. */
export const harvestCommand = (): Command =>
  new Command("harvest")
    .description("采集别的平台的目录 · read in the catalog of another portal")
    .argument("<place>", "address of the portal or catalog, or a file of it")
    .requiredOption("--kind <kind>", sourceKinds.join(", "))
    .option("--as <name>", "name of the source; its host or file name, otherwise")
    .option("--licence <text>", "what holds where a record says nothing of its licence")
    .option("--full", "everything again, not only what changed")
    .option("--json", "one JSON object on standard output")
    .action(async (place: string, options: Options) => {
      const kind = kindOf(options.kind);
      await using hub = await connect(process.env);
      const source = await sourceOf(hub, place, kind, options);
      const mode = options.full ? "full" : "incremental";
      const started = await hub.call(harvestRoutes.startRun, { params: { id: source.id }, body: { mode } });
      const show = showProgress(source.name);
      if (started.jobId !== null) await hub.follow(started.jobId, show);
      show.stop();
      const run = await hub.call(harvestRoutes.run, { params: { id: started.id } });
      const refused = await hub.call(harvestRoutes.lines, {
        params: { id: run.id },
        query: { outcome: "refused", limit: 20 },
      });
      if (options.json) sayJson({ run, refused: refused.items });
      else say([sentenceOf(run), ...refused.items.map(lineOf)].join("\n"));
      if (run.state !== "done") throw new CommandFailure(`${run.problem?.zh ?? run.state}\n${run.problem?.en ?? ""}`);
    });

function kindOf(text: string): HarvestKind {
  const known = sourceKinds.find((kind) => kind === text);
  if (known) return known;
  throw new CommandFailure(
    `没有“${text}”这种类型；可用：${sourceKinds.join("、")}。\nThere is no kind ${text}: ${sourceKinds.join(", ")}.`,
    exitCodes.usage,
  );
}

async function sourceOf(
  hub: HubConnection,
  place: string,
  kind: HarvestKind,
  options: Options,
): Promise<HarvestSource> {
  const isAddress = /^https?:\/\//i.test(place);
  const name = options.as ?? (isAddress ? new URL(place).host : path.basename(place));
  const fields = await fieldsOf(hub, isAddress ? { url: place } : { file: place }, { name, kind, options });
  const { items } = await hub.call(harvestRoutes.sources);
  const before = items.find((one) => one.name === name);
  if (!before) return hub.call(harvestRoutes.createSource, { body: fields });
  if (before.kind === kind && before.url === fields.url) {
    if (before.url !== null) return before;
    const params = { id: before.id };
    return hub.call(harvestRoutes.editSource, { params, body: fields, ifMatch: before.version });
  }
  throw new CommandFailure(
    `已有名为“${name}”的来源，类型或地址不同。请用 --as 换一个名称，或到网页上修改它。\nThere is another source called ${name}; choose a name with --as, or edit it on the site.`,
  );
}

async function fieldsOf(
  hub: HubConnection,
  place: { readonly url: string } | { readonly file: string },
  { name, kind, options }: { name: string; kind: HarvestKind; options: Options },
): Promise<SourceFields> {
  const plain = { name, kind, licence: options.licence ?? "", filter: "", everyDays: null };
  if ("url" in place) {
    if (kind === "listing")
      throw new CommandFailure(
        "清单的列要先对应：请在网页上登记，或下载后采集文件。\nThe columns of a listing have to be mapped: register it on the site, or harvest the file.",
        exitCodes.usage,
      );
    return { ...plain, url: place.url, fileId: null, mapping: null };
  }
  const file = createReadStream(place.file);
  const { fileId } = await hub.call(harvestRoutes.upload, { query: { name: path.basename(place.file) }, file });
  if (kind !== "listing") return { ...plain, url: null, fileId, mapping: null };
  const { proposed } = await hub.call(harvestRoutes.look, { body: { fileId, hasHeading: true, encoding: "" } });
  return { ...plain, url: null, fileId, mapping: proposed };
}

const sentenceOf = ({ sourceName, number, created, changed, unchanged, refused, gone }: HarvestRun): string =>
  `${sourceName} 第 ${number} 次：新增 ${created}，有变化 ${changed}，无变化 ${unchanged}，没有收 ${refused}，撤下 ${gone}`;

const lineOf = ({
  number,
  title,
  originId,
  faults,
}: {
  number: number;
  title: string;
  originId: string;
  faults: readonly { zh: string; rule: string }[];
}): string => `  ${number} ${title || originId}：${faults.map(({ zh, rule }) => `${zh}（${rule}）`).join(" ")}`;
