import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { DomainError } from "#mesh/kernel";
import type { Client, ServiceDefinition } from "#mesh/rpc";
import type { Accounts } from "../app/wallet-ports.ts";

/** Accounts as the auth service keeps them. */
export function authClient(dial: <S extends ServiceDefinition>(definition: S) => Client<S>): Accounts {
  const accounts = dial(AccountLookupServiceService);
  return {
    async isKnown(userId) {
      try {
        await accounts.readAccount({ userId });
        return true;
      } catch (error) {
        if (error instanceof DomainError && error.reason === "RESOURCE_NOT_FOUND") return false;
        throw error;
      }
    },
  };
}
