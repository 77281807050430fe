import type { Call } from "#kernel/call";
import type { Sealer } from "#kernel/crypto/seal";
import { createAuthority, type Identity } from "./authority.ts";
import { keepAuthority, readAuthority } from "./store.ts";

/** The hub's authority, made at the first start that listens for agents; its key is sealed at rest. */
export async function openAuthority(call: Call, sealer: Sealer): Promise<Identity> {
  let kept = await readAuthority(call.db);
  if (!kept) {
    const { certificate, key } = await createAuthority(call.now);
    await keepAuthority(call.db, { certificate, keySealed: sealer.seal(key), createdAt: call.now });
    kept = await readAuthority(call.db);
  }
  if (!kept) throw new Error("The authority was not kept.");
  return { certificate: kept.certificate, key: sealer.open(kept.keySealed) };
}
