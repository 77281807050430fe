/** `G-000123`: how people and the header `Weir-Grant` write a grant. */
export const codeOfGrant = (number: number): string => `G-${String(number).padStart(6, "0")}`;
