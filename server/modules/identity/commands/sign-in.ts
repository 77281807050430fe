import type { Session } from "#contract/identity";
import type { Call } from "#kernel/call";
import type { RequestFacts } from "#kernel/http/route";
import { sessionCookie } from "#kernel/http/server";
import { Problem, problem } from "#kernel/problem";
import { type Holder, holderByLogin } from "../account-store.ts";
import type { IdentityParts } from "../parts.ts";
import { isPassword } from "../passwords.ts";
import { problems } from "../problems.ts";
import { wrongPasswords } from "../sign-in-limits.ts";
import { openSession } from "./open-session.ts";

type Asked = Pick<RequestFacts, "remoteAddress" | "setCookie">;

/**
 * Signs a person in. The answer and its time are the same for an unknown login, a wrong password and a disabled account;
 * each refusal stays in the ledger.
 */
export async function signIn(
  parts: IdentityParts,
  call: Call,
  input: { readonly login: string; readonly password: string },
  request: Asked,
): Promise<Session> {
  await refuseBusyAddress(parts, call, request, "identity.sign-in");
  const holder = await holderByLogin(call.db, input.login);
  try {
    await parts.limits.tryLogin(input.login);
    const isRight = await isPassword(holder?.passwordHash ?? null, input.password);
    if (!isRight || !holder || holder.isDisabled) {
      await parts.limits.noteWrong(input.login);
      throw problem(problems["sign-in-refused"], {
        limit: wrongPasswords.limit,
        minutes: wrongPasswords.lockMinutes,
      });
    }
    await parts.limits.forget(input.login);
    return await begin(parts, call, holder, request, "identity.sign-in");
  } catch (error) {
    if (error instanceof Problem) await recordRefusal(parts, call, holder, request, error);
    throw error;
  }
}

/** Signs in as a demo person of the sample, without a password. */
export async function demoSignIn(parts: IdentityParts, call: Call, login: string, request: Asked): Promise<Session> {
  await refuseBusyAddress(parts, call, request, "identity.demo-sign-in");
  const holder = parts.config.sample ? await holderByLogin(call.db, login) : undefined;
  if (!holder?.isDemo || holder.isDisabled) throw problem(problems["no-demo"], { login });
  return begin(parts, call, holder, request, "identity.demo-sign-in");
}

async function begin(
  parts: IdentityParts,
  call: Call,
  holder: Holder,
  request: Asked,
  action: string,
): Promise<Session> {
  const facts = { address: request.remoteAddress };
  const { token, session } = await openSession(parts, call, holder, { action, facts });
  request.setCookie(sessionCookie, token, { maxAgeSeconds: parts.config.sessionHours * 3600 });
  return session;
}

/** Only the first try too many is recorded: a flood must not fill the ledger. */
async function refuseBusyAddress(parts: IdentityParts, call: Call, request: Asked, action: string): Promise<void> {
  const over = await parts.limits.tryFromAddress(request.remoteAddress);
  if (!over) return;
  if (over.isFirst) {
    const facts = { reason: problems["address-limited"].code, address: request.remoteAddress };
    await parts.ledger.recordNow(call, { action, outcome: "refused", facts });
  }
  throw problem(problems["address-limited"], { retryAfterSeconds: over.retryAfterSeconds });
}

/** An unknown login is not written down: it may be a password typed into the wrong field. */
async function recordRefusal(
  parts: IdentityParts,
  call: Call,
  holder: Holder | undefined,
  request: Asked,
  refusal: Problem,
): Promise<void> {
  await parts.ledger.recordNow(call, {
    action: "identity.sign-in",
    ...(holder ? { object: { kind: "account", id: holder.id, name: holder.login } } : {}),
    outcome: "refused",
    facts: { reason: refusal.code, address: request.remoteAddress },
  });
}
