/** Stands where a value is missing; on a phone the whole line is left out. */
export const None = () => <span className="none">—</span>;
