import type { TLSSocket } from "node:tls";
import { z } from "zod";
import { inTransaction } from "#kernel/db/db";
import { newId } from "#kernel/id";
import { Problem, problem } from "#kernel/problem";
import type { IntakeParts } from "../parts.ts";
import { expiryOf, fingerprintOf, type Identity, issueAgent, parseToken } from "./authority.ts";
import { agentProblems } from "./problems.ts";
import { findZone, insertAgent, useEnrolment } from "./store.ts";

/** What an agent says when it enrols, one line of JSON. */
export const JoinRequest = z.object({ token: z.string().max(200), request: z.string().max(8000) });
/** What it is told, one line of JSON. */
export const JoinAnswer = z.union([
  z.object({ certificate: z.string(), zone: z.string(), name: z.string() }),
  z.object({ refusal: z.object({ zh: z.string(), en: z.string() }) }),
]);

const lineAtMost = 16_384;
const waitMs = 10_000;

/** One line in, one line out; a code that is not ours learns nothing but that. */
export async function joinAgent(
  parts: Pick<IntakeParts, "hubCall" | "ledger">,
  authority: Identity,
  socket: TLSSocket,
): Promise<void> {
  socket.setTimeout(waitMs, () => socket.destroy());
  let answer: z.input<typeof JoinAnswer>;
  try {
    answer = await join(parts, authority, JoinRequest.parse(JSON.parse(await lineOf(socket))));
  } catch (error) {
    const refusal = error instanceof Problem ? error : problem(agentProblems["enrolment-refused"]);
    answer = { refusal: { zh: refusal.sentence("zh"), en: refusal.sentence("en") } };
  }
  socket.end(`${JSON.stringify(answer)}\n`);
}

/** Up to the first line end. */
export async function lineOf(socket: TLSSocket): Promise<string> {
  let text = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.includes("\n") || text.length > lineAtMost) break;
  }
  return text.slice(0, text.indexOf("\n"));
}

async function join(
  { hubCall, ledger }: Pick<IntakeParts, "hubCall" | "ledger">,
  authority: Identity,
  { token, request }: z.infer<typeof JoinRequest>,
): Promise<z.input<typeof JoinAnswer>> {
  const code = parseToken(token);
  if (!code || code.pin !== fingerprintOf(authority.certificate)) throw problem(agentProblems["enrolment-refused"]);
  return inTransaction(hubCall(), async (call) => {
    const enrolment = await useEnrolment(call.db, code.hash, call.now);
    const zone = enrolment && (await findZone(call.db, enrolment.zoneId));
    const id = newId(call.now);
    const certificate = enrolment && (await issueAgent(authority, request, { id }, call.now));
    if (!enrolment || !zone || !certificate) throw problem(agentProblems["enrolment-refused"]);
    const fingerprint = fingerprintOf(certificate);
    await insertAgent(call.db, {
      id,
      zoneId: zone.id,
      name: enrolment.agentName,
      fingerprint,
      expiresAt: expiryOf(certificate),
      createdAt: call.now,
      createdBy: enrolment.createdBy,
    });
    ledger.record(call, {
      action: "intake.join-agent",
      object: { kind: "agent", id, name: enrolment.agentName },
      owner: zone.department,
      facts: { zone: zone.name, fingerprint },
    });
    return { certificate, zone: zone.name, name: enrolment.agentName };
  });
}
