/** A code set of the shipped pack, written short. */
export interface PackCodeSet {
  readonly id: `CS-${string}`;
  readonly name: readonly [zh: string, en: string];
  /** The standard; `示例` where its text was not at hand and the codes only illustrate. */
  readonly standard: string;
  /** Oldest first. */
  readonly versions: readonly { readonly effectiveOn: string; readonly codes: readonly PackCode[] }[];
}

/** Code, name, English name, and what departments write for it, separated by spaces. */
export type PackCode = readonly [code: string, zh: string, en: string, also?: string];

export const illustrative = "示例";
