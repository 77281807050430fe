import { isWithin } from "./division-code.ts";

interface Placed {
  readonly code: string;
  readonly division: string;
  readonly status: "active" | "closed";
  readonly isBureau: boolean;
}

/** The nearest department that looks after a division: of the division itself, else of the next one above it, and so on. */
export function bureauFor(
  departments: readonly Placed[],
  division: string,
  isCandidate: (department: Placed) => boolean,
): string | null {
  const above = departments.filter(
    (one) => one.status === "active" && isWithin(division, one.division) && isCandidate(one),
  );
  const nearest = above.toSorted((a, b) => b.division.length - a.division.length || a.code.localeCompare(b.code))[0];
  return nearest?.code ?? null;
}
