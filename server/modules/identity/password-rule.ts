import type { Bilingual } from "#contract/text";

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];
const runs = "abcdefghijklmnopqrstuvwxyz01234567890qwertyuiopasdfghjklzxcvbnm";
/** What people type first; longer than eight characters or they would fail the other rules anyway. */
const wellKnown = ["password", "passw0rd", "admin123", "administrator", "woaini", "changeme", "letmein"];

/**
 * Why a new password is too weak, or null. The length is the contract's (8 or more); a long phrase needs no mixture.
 * Level 3 of GB/T 22239 wants passwords of some complexity, changed when handed over by somebody else.
 */
export function weaknessOf(password: string, facts: { login: string; current: string }): Bilingual | null {
  const lower = password.toLowerCase();
  if (password === facts.current) return { zh: "和现用口令相同", en: "it is the current one" };
  if (facts.login.length >= 3 && lower.includes(facts.login.toLowerCase()))
    return { zh: "里面有您的用户名", en: "it contains your login" };
  if (new Set(lower).size < 4) return { zh: "不同的字符少于 4 个", en: "it has fewer than 4 different characters" };
  if (isRun(lower)) return { zh: "是连续的字母、数字或键盘上的一排", en: "it is a run of letters, digits or keys" };
  if (wellKnown.some((word) => lower.startsWith(word) && lower.length < word.length + 6))
    return { zh: "太常见，容易被猜到", en: "it is a very common one" };
  const kindCount = kinds.filter((kind) => kind.test(password)).length;
  if (kindCount < 2 && password.length < 16)
    return {
      zh: "16 个字符以内的口令要含大写字母、小写字母、数字、其他字符中的至少两种",
      en: "under 16 characters it needs two of: capitals, small letters, digits, other characters",
    };
  return null;
}

function isRun(lower: string): boolean {
  const backwards = Array.from(lower).toReversed().join("");
  return runs.includes(lower) || runs.includes(backwards);
}
