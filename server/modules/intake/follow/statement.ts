import type { FollowFinding } from "#contract/intake-follow";
import type { Finding } from "../readers/change-stream.ts";

/** Every check writes the statement that mends it into its sentence, behind a colon and up to the next Chinese mark. */
const statement = /：((?:ALTER|GRANT|REVOKE|CREATE|SET|SELECT) [^，。（]+)/;

export const withStatement = (finding: Finding): FollowFinding => ({
  ...finding,
  statement: statement.exec(finding.text.zh)?.[1]?.trim() ?? null,
});
