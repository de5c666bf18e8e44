import { randomBytes } from "node:crypto";
import type { TokenIssuer } from "#mesh/identity";
import { isId } from "#mesh/kernel";
import type { Tokens } from "../app/ports.ts";
import { permissionsOfAll } from "../domain/roles.ts";
import { accessTokenLifeMs, guestOf, refreshTokenLifeMs } from "../domain/session.ts";

/** Neither is one of an access token, so that none passes for the other. */
const guestRefresh = { type: "guest-refresh+jwt", audience: "ultramarket-auth" };

/** Tokens signed by the issuer's key, and random ones. */
export function openTokens(issuer: TokenIssuer): Tokens {
  return {
    access({ userId, sessionId }, access, actorId) {
      const holder = { userId, sessionId, actorId, lifetimeMs: accessTokenLifeMs };
      if (access === "guest") return issuer.issue({ ...holder, permissions: [], version: 0, isGuest: true });
      const permissions = permissionsOfAll(access.roles, access.shopPermissions);
      return issuer.issue({ ...holder, permissions, version: access.authVersion });
    },
    apiKeyAccess({ userId, apiKeyId, authVersion }, permissions, lifetimeMs) {
      return issuer.issue({ userId, sessionId: apiKeyId, permissions, version: authVersion, lifetimeMs });
    },
    newApiKeySecret: () => `umk_${randomBytes(32).toString("base64url")}`,
    newRefreshToken: () => randomBytes(32).toString("base64url"),
    guestRefreshToken: ({ userId }) => issuer.state(guestRefresh, { sub: userId }, refreshTokenLifeMs),
    async readGuestRefreshToken(token) {
      const { sub } = (await issuer.read(guestRefresh, token)) ?? {};
      return typeof sub === "string" && isId("usr", sub) ? guestOf(sub) : undefined;
    },
  };
}
