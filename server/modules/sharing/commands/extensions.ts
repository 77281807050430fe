import type { Request } from "#contract/sharing";
import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import type { CommitmentNews } from "#clock";
import { decidedExtension, insertExtension, waitingExtension } from "../extension-store.ts";
import { addStory, findFile } from "../file-store.ts";
import { hrefOf } from "../files.ts";
import { wholeHub } from "../notice-store.ts";
import { askers, desk, heads, stewards, tell } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { called, takeStep } from "../step.ts";
import { requestView } from "../view-request.ts";

/** More time needs the bureau's consent, and the requester is told (Order 809 art. 21). */
export async function askExtension(
  call: Call,
  parts: SharingParts,
  id: string,
  { workingDays, reason }: { workingDays: number; reason: string },
): Promise<Request> {
  const step = { kind: "request", id, act: "ask-extension", operation: "sharing.ask-extension" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const clock = request.body.clocks.answer;
    if (clock === null) throw problem(problems["extension-missing"]);
    const asked = await parts.clock.askExtension(inner, clock, { workingDays, reason });
    await insertExtension(inner.db, {
      id: asked.id,
      fileId: id,
      workingDays,
      reason,
      state: "asked",
      agreedDays: null,
      note: "",
      askedBy: inner.actor.name,
      askedAt: inner.now,
      decidedBy: null,
      decidedAt: null,
    });
    const name = called(request);
    return {
      story: { zh: `申请延期 ${workingDays} 个工作日`, en: `Asks for ${workingDays} more working days`, note: reason },
      tell: [
        {
          department: wholeHub,
          roles: desk,
          kind: "extension-asked",
          title: { zh: `待决定延期：${name.zh}`, en: `Extension to decide: ${name.en}` },
          text: {
            zh: `申请延期 ${workingDays} 个工作日。理由：${reason}`,
            en: `${workingDays} working days asked for: ${reason}`,
          },
          href: hrefOf(request),
          news: `${asked.id}:asked`,
        },
      ],
      facts: { workingDays },
    };
  });
  return requestView(call, parts, file);
}

export async function decideExtension(
  call: Call,
  parts: SharingParts,
  id: string,
  { agree, workingDays, note }: { agree: boolean; workingDays?: number | undefined; note: string },
): Promise<Request> {
  const step = { kind: "request", id, act: "decide-extension", operation: "sharing.decide-extension" } as const;
  const file = await takeStep(call, parts, step, async (inner, request) => {
    const waiting = await waitingExtension(inner.db, id);
    if (!waiting) throw problem(problems["extension-missing"]);
    const grantedDays = agree ? (workingDays ?? waiting.workingDays) : null;
    await parts.clock.decideExtension(inner, waiting.id, { grantedDays, note });
    await decidedExtension(inner.db, {
      id: waiting.id,
      agreedDays: grantedDays,
      note,
      by: inner.actor.name,
      at: inner.now,
    });
    const name = called(request);
    const words = wordsOf(grantedDays);
    return {
      story: { ...words, note },
      tell: [
        {
          department: request.department,
          roles: [...askers, ...heads],
          kind: "extension-decided",
          title: { zh: `${name.zh}：${words.zh}`, en: `${name.en}: ${words.en}` },
          text: { zh: `理由：${waiting.reason}。${note}`, en: `${waiting.reason} ${note}` },
          href: hrefOf(request),
          news: `${waiting.id}:decided`,
        },
        {
          department: request.provider ?? "",
          roles: [...stewards, ...heads],
          kind: "extension-decided",
          title: { zh: `${name.zh}：${words.zh}`, en: `${name.en}: ${words.en}` },
          text: { zh: note, en: note },
          href: hrefOf(request),
          news: `${waiting.id}:decided`,
        },
      ],
      facts: { grantedDays },
    };
  });
  return requestView(call, parts, file);
}

const wordsOf = (days: number | null) =>
  days === null
    ? { zh: "主管部门不同意延期", en: "The bureau refuses the extension" }
    : { zh: `主管部门同意延期 ${days} 个工作日`, en: `The bureau grants ${days} more working days` };

/** News of the clock: the bureau may have decided on the clock's own page. Heard twice, it is told once. */
export async function hearExtension(
  call: Call,
  parts: SharingParts,
  news: CommitmentNews & { extensionId: string; grantedDays: number | null; note: string },
): Promise<void> {
  const isNew = await decidedExtension(call.db, {
    id: news.extensionId,
    agreedDays: news.grantedDays,
    note: news.note,
    by: call.actor.name,
    at: new Date(news.at),
  });
  const file = await findFile(call.db, "request", news.subject.id);
  if (!isNew || !file) return;
  const words = wordsOf(news.grantedDays);
  await addStory(call, {
    fileId: file.id,
    action: "clock.decide-extension",
    zh: words.zh,
    en: words.en,
    note: news.note,
  });
  await tell(call, parts, [
    {
      department: file.department,
      roles: [...askers, ...heads],
      kind: "extension-decided",
      title: { zh: `${called(file).zh}：${words.zh}`, en: `${called(file).en}: ${words.en}` },
      text: { zh: news.note, en: news.note },
      href: hrefOf(file),
      news: `${news.extensionId}:decided`,
    },
  ]);
}
