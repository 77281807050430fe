import { problem } from "#kernel/problem";
import { problems } from "../problems.ts";

/**
 * A driver that the operator installs beside the hub: too large, or not free to be passed on, for everybody to carry. Its name is
 * no constant where it is imported, so that nothing looks for it before it is wanted.
 *
 * @throws Problem intake.driver-missing
 */
export async function optionalDriver<Driver>(name: string, database: string): Promise<Driver> {
  let found: unknown;
  try {
    found = await import(name);
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw problem(problems["driver-missing"], { database, driver: name }, { cause });
  }
  const { default: own } = found as { default?: unknown };
  return (own ?? found) as Driver;
}

const isMissing = (cause: unknown, name: string): boolean =>
  cause instanceof Error &&
  "code" in cause &&
  cause.code === "ERR_MODULE_NOT_FOUND" &&
  cause.message.includes(`'${name}'`);
