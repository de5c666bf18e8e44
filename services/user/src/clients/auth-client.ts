import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { DomainError, required } from "#mesh/kernel";
import type { Client, ServiceDefinition } from "#mesh/rpc";
import type { Accounts } from "../app/ports.ts";

/** Accounts as the auth service keeps them; its failures pass as they are, for the bus to try again. */
export function authClient(dial: <S extends ServiceDefinition>(definition: S) => Client<S>): Accounts {
  const accounts = dial(AccountLookupServiceService);
  return {
    async read(userId) {
      const answer = await accounts.readAccount({ userId }).catch(unlessGone);
      if (answer === undefined) return undefined;
      const { account } = answer;
      const { displayName, email, emailVerified } = required("account", account);
      return { userId, displayName, email, emailVerified };
    },
  };
}

function unlessGone(error: unknown): undefined {
  const isGone =
    error instanceof DomainError && error.domain === "ultramarket" && error.reason === "RESOURCE_NOT_FOUND";
  if (!isGone) throw error;
  return undefined;
}
