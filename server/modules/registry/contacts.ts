import type { Contact } from "#contract/registry";
import type { z } from "zod";
import type { Actor } from "#kernel/call";

type ContactView = z.infer<typeof Contact>;

/** Phone numbers are for colleagues of the department and for the bureau's data officers. */
export const seesPhones = (actor: Actor, department: string): boolean =>
  actor.roles.includes("data-officer") || actor.department === department || actor.roles.includes("hub");

export const withoutPhones = (contacts: readonly ContactView[]): ContactView[] =>
  contacts.map(({ name, duty, phone }) => ({ name, duty, phone: maskedPhone(phone) }));

/** `138****5678`: what says which network or town stays, and the last four where they do not give the rest away. */
export function maskedPhone(phone: string): string {
  const digits = Array.from(phone.matchAll(/\d/g), ({ index }) => index);
  const [head, tail] = digits.length >= 11 ? [3, 4] : [0, Math.min(2, Math.floor(digits.length / 3))];
  const hidden = new Set(digits.slice(head, digits.length - tail));
  return Array.from({ length: phone.length }, (_, at) => (hidden.has(at) ? "*" : phone.charAt(at))).join("");
}
