import { once } from "node:events";
import { X509Certificate } from "node:crypto";
import { connect, type ConnectionOptions, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import { createRequest, fingerprintOf, type Identity, parseToken } from "./authority.ts";
import { JoinAnswer, lineOf } from "./join-agent.ts";
import { protocols } from "./wire.ts";

export interface Enrolled {
  readonly identity: Identity;
  readonly authority: string;
  readonly zone: string;
  readonly name: string;
}

const connectMs = 10_000;

/**
 * Has a certificate signed with a code that works once. The code carries the fingerprint of the hub's authority: the first
 * connection only fetches the authority and is trusted with nothing; the code goes over a second one that the authority vouches
 * for, so that nobody in between can take it.
 *
 * @throws Error with a sentence in both languages
 */
export async function enrol(hub: { readonly host: string; readonly port: number }, token: string): Promise<Enrolled> {
  const code = parseToken(token);
  if (!code) throw new Error("登记码写法不对，请整段复制。 That is no enrolment code; copy it whole.");
  const authority = await fetchAuthority(hub, code.pin);
  const { request, key } = await createRequest("weir agent");
  const socket = await dial({ ...hub, ca: authority });
  try {
    socket.write(`${JSON.stringify({ token, request })}\n`);
    const answer = JoinAnswer.parse(JSON.parse(await lineOf(socket)));
    if ("refusal" in answer) throw new Error(`${answer.refusal.zh}\n${answer.refusal.en}`);
    return { identity: { certificate: answer.certificate, key }, authority, zone: answer.zone, name: answer.name };
  } finally {
    socket.destroy();
  }
}

async function fetchAuthority(hub: { readonly host: string; readonly port: number }, pin: string): Promise<string> {
  const socket = await dial({ ...hub, rejectUnauthorized: false });
  try {
    const seen = new Set<string>();
    let at: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
    while (at && !seen.has(at.fingerprint256)) {
      const text = new X509Certificate(at.raw).toString();
      if (fingerprintOf(text) === pin) return text;
      seen.add(at.fingerprint256);
      at = at.issuerCertificate;
    }
  } finally {
    socket.destroy();
  }
  throw new Error(
    "对方不是签发登记码的节点（证书指纹不符），没有发出登记码。请核对地址，并查看中间是否有人拦截。\n" +
      "This is not the hub the code is from (its authority has another fingerprint); the code was not sent. Check the address, and who stands in between.",
  );
}

async function dial(options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connect({ ...options, minVersion: "TLSv1.3", ALPNProtocols: [protocols.enrol] });
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(connectMs) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.on("error", () => {});
  return socket;
}
