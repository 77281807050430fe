/** What an officer signs for; every line is part of what the signature covers. */
export interface ReleaseFacts {
  readonly zone: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly scope: "load" | "table";
  readonly loadId: string;
  readonly rowCount: number;
  readonly checksum: string;
  readonly officerId: string;
  readonly officerName: string;
  readonly at: Date;
}

/** One fact a line, names last on theirs; a line end inside a name cannot make a line of its own. */
export function releaseStatement(facts: ReleaseFacts): string {
  const one = (text: string): string => text.replaceAll(/\s+/g, " ");
  return [
    "weir-release-1",
    `zone ${one(facts.zone)}`,
    `resource ${facts.resourceId} ${one(facts.resourceName)}`,
    `scope ${facts.scope}`,
    `load ${facts.loadId}`,
    `rows ${facts.rowCount}`,
    `checksum ${facts.checksum}`,
    `officer ${facts.officerId} ${one(facts.officerName)}`,
    `at ${facts.at.toISOString()}`,
  ].join("\n");
}
