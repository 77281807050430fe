import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFC"), cost);

let dummy: Promise<string> | undefined;

/**
 * True where the password fits the hash. Without a hash (no such account, a demo person) the same work is done on a
 * dummy, so that the time of the answer does not tell which it was.
 */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await (dummy ??= hashPassword(firstPassword())));
  const fits = await verify(against, password.normalize("NFC"));
  return fits && passwordHash !== null;
}

/** Letters and digits that cannot be taken for one another on a slip of paper. */
const clearLetters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to hand over once: four groups of five, 99 bits. */
export function firstPassword(): string {
  const letter = () => clearLetters.charAt(randomInt(clearLetters.length));
  const group = () => Array.from({ length: 5 }, letter).join("");
  return Array.from({ length: 4 }, group).join("-");
}
