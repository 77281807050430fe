/**
 * A resource code is its classification, `/` and a sequence number within it (目录编制指南, 2017): `307020001/000214`. Six
 * digits hold any classification of one node; the guide leaves the length open.
 */
export const codeOf = (classification: string, sequence: number): string =>
  `${classification}/${String(sequence).padStart(6, "0")}`;

/**
 * Where a resource without a classification is filed: 类 3 (部门信息资源), the 项 of its theme, 目 000. Without a theme of the
 * guide the 项 is 00, which stands for no division. It keeps this code when it is classified later: a code is an address.
 */
export const defaultClassification = (themeItem: string | undefined): string => `3${themeItem ?? "00"}000`;
