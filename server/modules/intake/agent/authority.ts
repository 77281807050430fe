import "reflect-metadata";
import { createHash, randomBytes, X509Certificate as Parsed } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** A certificate and its private key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;
const authorityDays = 3650;
export const agentDays = 365;
const clientAuth = "1.3.6.1.5.5.7.3.2";
const serverAuth = "1.3.6.1.5.5.7.3.1";
/** Clocks of two machines differ; a certificate that begins a little earlier harms nobody. */
const earlierMs = 3_600_000;

/** The hub's own small authority: it signs for agents, and for the port they connect to, and for nothing else. */
export async function createAuthority(now: Date): Promise<Identity> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: "CN=Weir agents",
    notBefore: new Date(now.getTime() - earlierMs),
    notAfter: new Date(now.getTime() + authorityDays * dayMs),
    signingAlgorithm: curve,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString("pem"), key: await keyText(keys.privateKey) };
}

/** For the hub's port; it lives as long as the process and is never written anywhere. */
export async function issueServer(authority: Identity, hosts: readonly string[], now: Date): Promise<Identity> {
  const keys = await makeKeys();
  const names = hosts.map((host) => ({ type: isAddress(host) ? ("ip" as const) : ("dns" as const), value: host }));
  const certificate = await issue(authority, keys.publicKey, "CN=Weir hub", now, agentDays, [
    new x509.ExtendedKeyUsageExtension([serverAuth], true),
    new x509.SubjectAlternativeNameExtension(names),
  ]);
  return { certificate, key: await keyText(keys.privateKey) };
}

/** What an agent sends to be signed; its key never leaves it. */
export async function createRequest(name: string): Promise<{ readonly request: string; readonly key: string }> {
  const keys = await makeKeys();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: curve,
  });
  return { request: request.toString("pem"), key: await keyText(keys.privateKey) };
}

/**
 * Signs for an agent. Of the request only the public key is taken: name and use are the hub's to say.
 *
 * @returns null where the request is none, or its sender does not hold the key
 */
export async function issueAgent(
  authority: Identity,
  request: string,
  agent: { readonly id: string },
  now: Date,
): Promise<string | null> {
  try {
    const asked = new x509.Pkcs10CertificateRequest(request);
    if (!(await asked.verify())) return null;
    const key = await asked.publicKey.export(curve, ["verify"]);
    return await issue(authority, key, `CN=${agent.id}`, now, agentDays, [
      new x509.ExtendedKeyUsageExtension([clientAuth], true),
    ]);
  } catch {
    return null;
  }
}

/** SHA-256 of a certificate, in pairs of hexadecimal digits as TLS libraries write it. */
export const fingerprintOf = (certificate: string): string => new Parsed(certificate).fingerprint256;

export const expiryOf = (certificate: string): Date => new Parsed(certificate).validToDate;

/**
 * A code that lets one agent have its certificate signed: a secret, and the fingerprint of the authority it shall trust. Only
 * the secret's hash is kept.
 */
export function createToken(authority: string): { readonly token: string; readonly hash: Buffer } {
  const secret = randomBytes(32);
  const pin = Buffer.from(fingerprintOf(authority).replaceAll(":", ""), "hex");
  return { token: `${secret.toString("base64url")}.${pin.toString("base64url")}`, hash: hashOf(secret) };
}

/** @returns null where it is no such code */
export function parseToken(token: string): { readonly hash: Buffer; readonly pin: string } | null {
  const match = /^([\w-]{43})\.([\w-]{43})$/.exec(token.trim());
  if (!match) return null;
  const pin = Buffer.from(match[2] ?? "", "base64url")
    .toString("hex")
    .toUpperCase();
  return { hash: hashOf(Buffer.from(match[1] ?? "", "base64url")), pin: (pin.match(/../g) ?? []).join(":") };
}

const hashOf = (secret: Buffer): Buffer => createHash("sha256").update(secret).digest();

const makeKeys = () => crypto.subtle.generateKey(curve, true, ["sign", "verify"]);

const keyText = async (key: CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");

/** Positive and 16 bytes, as RFC 5280 §4.1.2.2 asks. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString("hex");
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(":");

async function issue(
  authority: Identity,
  publicKey: CryptoKey,
  subject: string,
  now: Date,
  days: number,
  extensions: x509.Extension[],
): Promise<string> {
  const own = new x509.X509Certificate(authority.certificate);
  const signingKey = await crypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decodeFirst(authority.key),
    curve,
    false,
    ["sign"],
  );
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject,
    issuer: own.subject,
    notBefore: new Date(now.getTime() - earlierMs),
    notAfter: new Date(now.getTime() + days * dayMs),
    signingAlgorithm: curve,
    publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.AuthorityKeyIdentifierExtension.create(own),
      ...extensions,
    ],
  });
  return certificate.toString("pem");
}
