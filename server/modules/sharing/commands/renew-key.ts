import type { Call } from "#kernel/call";
import { problem } from "#kernel/problem";
import { heads, stewards } from "../notices.ts";
import type { SharingParts } from "../parts.ts";
import { problems } from "../problems.ts";
import { called, takeStep } from "../step.ts";
import { hrefOf } from "../files.ts";

/**
 * A key is shown once, when the commitment is signed; lost, it cannot be had again. The requester's steward or head has the
 * client given another one: the old one and every token of it stop, wherever the client is used. Grants stay as they are.
 */
export async function renewKey(
  call: Call,
  parts: SharingParts,
  id: string,
  reason: string,
): Promise<{ id: string; name: string; secret: string }> {
  const step = { kind: "request", id, act: "renew-key", operation: "sharing.renew-key" } as const;
  let issued: { id: string; name: string; secret: string } | null = null;
  await takeStep(call, parts, step, async (inner, request) => {
    const clientId = request.body.commitment?.clientId ?? "";
    const own = await parts.identity.clientsOf(inner, request.department);
    const client = own.find((one) => one.id === clientId);
    if (!client) throw problem(problems["client-not-yours"], { id: clientId });
    const { secret } = await parts.identity.renewSecret(inner, client.id);
    issued = { ...client, secret };
    const name = called(request);
    return {
      story: {
        zh: `换发凭证“${client.name}”的密钥，原密钥作废`,
        en: `Client “${client.name}” has a new key; the old one ended`,
        note: reason,
      },
      tell: [
        {
          department: request.department,
          roles: [...stewards, ...heads],
          kind: "key-renewed",
          title: { zh: `${name.zh}：密钥已换发`, en: `${name.en}: new key` },
          text: {
            zh: `${inner.actor.name}换发了凭证“${client.name}”的密钥，原密钥即刻作废。用它的系统都要换上新密钥。`,
            en: `${inner.actor.name} had client “${client.name}” given a new key; the old one has ended.`,
          },
          href: hrefOf(request),
          news: `${request.id}:key-renewed:${request.version}`,
        },
      ],
      facts: { client: client.id, reason },
    };
  });
  if (issued === null) throw new Error("The step issued no key.");
  return issued;
}
