import type { Role } from "#contract/identity";
import type { Actor, Call } from "#kernel/call";
import type { Identity } from "#identity";
import type { SampleDepartment, SampleManifest } from "#sample";

/** Who does the sample's work in each department, so that the ledger tells a story people know. */
export interface Cast {
  readonly steward: Actor;
  readonly head: Actor;
  readonly officer: Actor;
}

/**
 * Makes the demo people of the sign-in page and, where a department has none of them, a steward and a head of sharing
 * without a password: their names stand in the ledger, nobody signs in as them.
 */
export async function makePeople(
  identity: Identity,
  call: Call,
  manifest: SampleManifest,
): Promise<(department: SampleDepartment) => Promise<Cast>> {
  for (const person of manifest.demoPeople) {
    const assignment = {
      role: person.role as Role,
      department: person.department,
      scope: person.scope,
      departments: [],
    };
    await identity.ensureDemoAccount(call, { login: person.login, name: person.name, assignments: [assignment] });
  }
  const officer = manifest.demoPeople.find((person) => person.role === "data-officer");
  if (!officer) throw new Error("The sample has no data officer.");
  return async (department) => ({
    officer: await actorOf(identity, call, officer.login),
    steward: await workerOf(identity, call, manifest, department, "department-steward", "数据管理员"),
    head: await workerOf(identity, call, manifest, department, "sharing-head", "共享负责人"),
  });
}

async function workerOf(
  identity: Identity,
  call: Call,
  manifest: SampleManifest,
  department: SampleDepartment,
  role: Role,
  title: string,
): Promise<Actor> {
  const known = manifest.demoPeople.find((person) => person.role === role && person.department === department.code);
  if (known) return actorOf(identity, call, known.login);
  const login = `${department.key}-${role}`;
  await identity.ensureAccount(call, {
    login,
    name: `${department.shortName}${title}（示例）`,
    assignments: [{ role, department: department.code, scope: "own", departments: [] }],
  });
  return actorOf(identity, call, login);
}

async function actorOf(identity: Identity, call: Call, login: string): Promise<Actor> {
  const { token } = await identity.sessionFor(call, login);
  return identity.authenticate(call, { cookie: token });
}
