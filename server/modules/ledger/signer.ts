import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Checkpoint, checkpointText, keyHash, noteWith, verifierText } from "#contract/ledger-proof";
import { sha256 } from "./merkle.ts";

/** Signs checkpoints with this node's Ed25519 key, in C2SP signed-note form. */
export interface Signer {
  readonly origin: string;
  /** What others need to verify: `name+hash+base64`. */
  readonly verifier: string;
  sign(size: number, root: Uint8Array): string;
  /** The bare signature of a text. */
  signText(text: string): Uint8Array;
}

/** Reads the key from `folder/ledger.key` (PKCS#8 PEM, mode 600), made at first start. */
export function openSigner(folder: string, origin: string): Signer {
  const file = path.join(folder, "ledger.key");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  }
  return signerOf(createPrivateKey(readFileSync(file)), origin);
}

export function signerOf(privateKey: KeyObject, origin: string): Signer {
  const publicKey = rawPublicKey(privateKey);
  const hash = keyHash(sha256, origin, publicKey);
  return {
    origin,
    verifier: verifierText(sha256, origin, publicKey),
    sign(size, root) {
      const text = checkpointText({ origin, size, root } satisfies Checkpoint);
      return noteWith(text, origin, hash, sign(null, Buffer.from(text), privateKey));
    },
    signText: (text) => sign(null, Buffer.from(text), privateKey),
  };
}

function rawPublicKey(privateKey: KeyObject): Uint8Array {
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  return Buffer.from(x ?? "", "base64url");
}

/** The public key of a verifier line, for `crypto.verify`. */
export function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") },
    format: "jwk",
  });
}
