import { randomUUID } from "node:crypto";
import type { TestMarket } from "../journeys/market.ts";
import type { TokensJson } from "../journeys/shop/json.ts";
import { rest } from "../journeys/shop/rest.ts";

/** Somebody with an account and a session. */
export interface SignedIn extends TokensJson {
  readonly email: string;
  readonly password: string;
}

/** A new user of these roles, signed in. */
export async function aUser({ url, tokenFor }: TestMarket, ...roles: string[]): Promise<SignedIn> {
  const account = { email: `ada.${randomUUID()}@example.com`, password: "correct horse battery" };
  const tokens = await rest<TokensJson>(url, "POST /v1/auth:register", { body: account });
  if (roles.length === 0) return { ...account, ...tokens };
  const token = await tokenFor(["*"]);
  await rest(url, `POST /v1/auth/accounts/${tokens.userId}:setRoles`, { token, body: { roles } });
  return { ...account, ...(await rest<TokensJson>(url, "POST /v1/auth:signIn", { body: account })) };
}
