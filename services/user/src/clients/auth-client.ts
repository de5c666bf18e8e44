import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { required } from "#mesh/kernel";
import type { Client, ServiceDefinition } from "#mesh/rpc";
import type { Accounts } from "../app/ports.ts";

/** Accounts as the auth service keeps them; its failures pass as they are, for the bus to try again. */
export function authClient(dial: <S extends ServiceDefinition>(definition: S) => Client<S>): Accounts {
  const accounts = dial(AccountLookupServiceService);
  return {
    async read(userId) {
      const { account } = await accounts.readAccount({ userId });
      const { displayName, email, emailVerified } = required("account", account);
      return { userId, displayName, email, emailVerified };
    },
  };
}
