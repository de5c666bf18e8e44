import { randomUUID } from "node:crypto";
import { type Buyer, buyerWith } from "./buyer.ts";
import type { TokensJson } from "./json.ts";
import { rest } from "./rest.ts";

/** Somebody with an account. */
export interface Customer extends Buyer {
  readonly email: string;
  readonly password: string;
}

/** Somebody who registers now; their e-mail is taken down in lower case. */
export async function customer(url: string): Promise<Customer> {
  const account = { email: `${randomUUID()}@ultramarket.example`, password: "correct horse battery" };
  const body = { ...account, displayName: "A. Customer" };
  const { accessToken, userId } = await rest<TokensJson>(url, "POST /v1/auth:register", { body });
  return { ...buyerWith(url, accessToken, userId), ...account };
}
