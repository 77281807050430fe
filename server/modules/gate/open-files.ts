import type { OpenFormat } from "#contract/portal";
import type { Call } from "#kernel/call";
import type { RawAnswer, RequestFacts } from "#kernel/http/route";
import type { Progress } from "#kernel/jobs/jobs";
import { type Ask, chooseGrant, noteDelivery, refuse } from "./delivery.ts";
import { emitRow } from "./emit.ts";
import { etagOf, fileAnswer, hasAlready, partOf } from "./file-answer.ts";
import type { OpenDownloadAsk, OpenFile, OpenFilesAsk, OpenFilesMade, OpenUnder } from "./open-door.ts";
import { publicAsker } from "./open-rows.ts";
import type { Plan } from "./plan.ts";
import { countRows, run, type ServedRow } from "./read-rows.ts";
import { deny } from "./refusals.ts";
import type { GateRuntime } from "./runtime.ts";
import { asHub } from "./memory.ts";
import { buildServing } from "./serving.ts";
import { streamRows } from "./stream-rows.ts";
import { sheetRows } from "./workbook.ts";
import { factsOfFile, writeExport } from "./write-export.ts";

const whole = () => ({ items: [], conditions: [] });

/** Decided with the grant as it is now. */
async function decided(gate: GateRuntime, call: Call, ask: Ask, under: OpenUnder): Promise<Plan> {
  const asker = publicAsker(gate, call, under, { remoteAddress: "" });
  const chosen = await chooseGrant(gate, call, ask, asker, whole);
  if ("denial" in chosen) throw await refuse(gate, call, ask, chosen.denial, chosen.about);
  return chosen.plan;
}

const askFor = (operation: string, { resourceId, grantId }: OpenUnder): Ask => ({
  operation,
  key: resourceId,
  mode: "file",
  named: grantId,
});

/** One version in every format: all from the same serving table, shown to `see` while the first is written. */
export async function writeOpenFiles(
  gate: GateRuntime,
  call: Call,
  asked: OpenFilesAsk,
  report: Progress,
): Promise<OpenFilesMade> {
  const ask = askFor("gate.make-open-file", asked);
  // Files are of the newest load, whether or not the serving table has been made of it yet.
  await buildServing(gate.parts, asHub(call, gate.parts), asked.resourceId);
  gate.directory.forgetResource(asked.resourceId);
  const plan = await decided(gate, call, ask, asked);
  if (!plan.resource.serving) throw await refuse(gate, call, ask, deny("preparing", { name: plan.facts.name }), plan);
  const [counted] = await run<[number]>(gate.pool, countRows(plan, []));
  const rowCount = counted?.[0] ?? 0;
  const formats = asked.formats.filter((format) => fits(format, rowCount, asked));
  const files: OpenFile[] = [];
  for (const format of formats) {
    const isFirst = files.length === 0;
    const see = isFirst ? (row: ServedRow) => asked.see(plan.fields, emitRow(plan.items, row)) : () => {};
    const phase = { zh: `写 ${format}`, en: `Writing ${format}` };
    files.push(
      await writeOne(gate, call, { plan, asked, ask, format, see }, (done) => report({ phase, done, total: rowCount })),
    );
  }
  const { serving } = plan.resource;
  return {
    files,
    columns: plan.items.map(({ field, isMasked, cell }) => ({ field, isMasked, isSuppressed: cell !== null })),
    rowCount: files[0]?.rowCount ?? rowCount,
    loadId: serving?.loadId ?? null,
    loadedAt: serving?.loadedAt ?? null,
  };
}

const fits = (format: OpenFormat, rows: number, { point }: OpenFilesAsk): boolean =>
  (format !== "xlsx" || rows <= sheetRows) && (format !== "geojson" || point !== null);

interface OneFile {
  readonly plan: Plan;
  readonly asked: OpenFilesAsk;
  readonly ask: Ask;
  readonly format: OpenFormat;
  readonly see: (row: ServedRow) => void;
}

async function writeOne(
  gate: GateRuntime,
  call: Call,
  { plan, asked, ask, format, see }: OneFile,
  report: (done: number) => void,
): Promise<OpenFile> {
  await using draft = await gate.parts.files.draft();
  async function* rows() {
    let done = 0;
    for await (const batch of streamRows(gate.pool, plan, plan.items, [], call.signal)) {
      // Withdrawn meanwhile, it ends here.
      await decided(gate, call, ask, asked);
      for (const row of batch) see(row);
      yield batch;
      report((done += batch.length));
    }
  }
  const { about, point } = asked;
  const out = { projection: plan.items, rows: rows(), mark: null, about, forPeople: true, point };
  const rowCount = await writeExport(format, draft.path, out, gate.parts.lake);
  const facts = await factsOfFile(draft.path);
  await draft.keep();
  const entry = await gate.parts.ledger.recordNow(call, {
    action: ask.operation,
    object: { kind: "resource", id: plan.resource.core.id, name: plan.resource.core.name },
    owner: plan.resource.core.department,
    items: plan.fields,
    grant: plan.grant.id,
    purpose: plan.grant.terms.purpose,
    facts: { dataset: asked.dataset, format, rowCount, ...facts },
  });
  return { format, fileId: draft.id, rowCount, entry, ...facts };
}

/** A file on its way to anybody: the grant is asked again, and it stands on the ledger before the first byte. */
export async function downloadOpenFile(
  gate: GateRuntime,
  call: Call,
  asked: OpenDownloadAsk,
  request: Pick<RequestFacts, "remoteAddress" | "header">,
): Promise<RawAnswer> {
  const ask = askFor("gate.download-open", asked);
  const plan = await decided(gate, call, ask, asked);
  const { file, rowCount } = asked;
  const etag = etagOf(file);
  // Asked before any range: whoever has the whole wants no part of it.
  if (hasAlready(etag, request)) return { status: 304, headers: { etag }, body: null };
  const part = partOf(file, request);
  const entry = await gate.parts.ledger.recordNow(call, {
    action: ask.operation,
    object: { kind: "resource", id: plan.resource.core.id, name: plan.resource.core.name },
    owner: plan.resource.core.department,
    grant: plan.grant.id,
    purpose: plan.grant.terms.purpose,
    rows: part.start === 0 ? rowCount : 0,
    facts: {
      mode: "file",
      dataset: asked.dataset,
      client: asked.client,
      format: asked.format,
      sha256: file.sha256,
      from: part.start,
      to: part.end,
    },
  });
  await noteDelivery(gate, call, plan, rowCount, entry);
  return fileAnswer(file, part);
}
