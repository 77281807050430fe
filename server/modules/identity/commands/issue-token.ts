import OAuth2Server from "@node-oauth/oauth2-server";
import type { Call } from "#kernel/call";
import { inTransaction } from "#kernel/db/db";
import type { RequestFacts } from "#kernel/http/route";
import { newId, newToken } from "#kernel/id";
import { problem } from "#kernel/problem";
import { clientById, hashOf, insertToken, tokenPrefixes } from "../credential-store.ts";
import type { IdentityParts } from "../parts.ts";
import { problems } from "../problems.ts";

const lifetimeSeconds = 3600;

export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
}

/**
 * OAuth 2 client credentials (RFC 6749 §4.4): credentials in the Basic header or the body, one-hour opaque tokens. The
 * kernel has read the body by now, as a form or as JSON; the library is shown a form.
 */
export async function issueToken(
  parts: IdentityParts,
  call: Call,
  body: Readonly<Record<string, unknown>>,
  request: Pick<RequestFacts, "authorization" | "remoteAddress">,
): Promise<TokenAnswer> {
  const server = new OAuth2Server({ model: modelOf(parts, call), accessTokenLifetime: lifetimeSeconds });
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": "1",
    ...(request.authorization === null ? {} : { authorization: request.authorization }),
  };
  try {
    const token = await server.token(
      new OAuth2Server.Request({ method: "POST", query: {}, headers, body: { ...body } }),
      new OAuth2Server.Response(),
    );
    return { access_token: token.accessToken, token_type: "Bearer", expires_in: lifetimeSeconds };
  } catch (error) {
    if (!(error instanceof OAuth2Server.OAuthError) || error.code >= 500) throw error;
    // Secrets of 256 bits need no lock-out; this keeps a flood of wrong ones out of the ledger.
    const over = await parts.limits.tryFromAddress(request.remoteAddress);
    if (over) throw problem(problems["address-limited"], { retryAfterSeconds: over.retryAfterSeconds });
    await parts.ledger.recordNow(call, {
      action: "identity.issue-token",
      outcome: "refused",
      facts: { reason: error.name, address: request.remoteAddress },
    });
    if (error.name === "invalid_client")
      throw problem(problems["client-refused"], { error: error.name }, { cause: error });
    // Every client has the one grant there is: what the library calls unauthorised is a grant this hub does not know.
    const name = error.name === "unauthorized_client" ? "unsupported_grant_type" : error.name;
    throw problem(problems["token-request-wrong"], { error: name, reason: error.message }, { cause: error });
  }
}

function modelOf(parts: IdentityParts, call: Call): OAuth2Server.ClientCredentialsModel {
  return {
    async getClient(id, secret) {
      const client = await clientById(call.db, id);
      if (!client || client.isDisabled || !hashOf(secret).equals(client.secretHash)) return null;
      return { id: client.id, name: client.name, department: client.department, grants: ["client_credentials"] };
    },
    getUserFromClient: async (client) => ({ id: client.id }),
    // Roles belong to the client; there is nothing to ask for by scope.
    validateScope: async (_user, _client, scope) => (scope === undefined || scope.length === 0 ? [] : null),
    generateAccessToken: async () => newToken(tokenPrefixes.client),
    async saveToken(token, client, user) {
      await inTransaction(call, async (inner) => {
        await insertToken(inner.db, {
          id: newId(call.now),
          accountId: null,
          clientId: client.id,
          tokenHash: hashOf(token.accessToken),
          name: "",
          department: null,
          createdAt: call.now,
          expiresAt: new Date(call.now.getTime() + lifetimeSeconds * 1000),
          lastUsedAt: null,
        });
        recordIssue(parts, inner, client);
      });
      return { accessToken: token.accessToken, accessTokenExpiresAt: token.accessTokenExpiresAt, client, user };
    },
    getAccessToken: async () => null,
  };
}

function recordIssue(parts: IdentityParts, call: Call, client: OAuth2Server.Client): void {
  const name = String(client["name"]);
  const department = String(client["department"]);
  const actor = { ...call.actor, id: client.id, kind: "client" as const, name, department };
  parts.ledger.record(
    { ...call, actor },
    { action: "identity.issue-token", object: { kind: "client", id: client.id, name }, owner: department },
  );
}
