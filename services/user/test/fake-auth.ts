import type { Account } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { text } from "#mesh/config";
import { notFound, refuse } from "#mesh/kernel";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

/** An auth service that knows the accounts it is told, and is away as long as it is told. */
export function fakeAuth() {
  const accounts = new Map<string, Account>();
  const state = { away: false, asked: 0 };
  const { readAccount } = AccountLookupServiceService;
  const service = defineService({
    name: "auth",
    config: { signingKey: text("AUTH_SIGNING_KEY", { description: "of the real one; not used" }) },
    async start() {
      const rpc = implement(
        { readAccount },
        {
          async readAccount({ userId }) {
            state.asked += 1;
            if (state.away) throw refuse("SERVICE_UNAVAILABLE");
            const account = accounts.get(userId);
            if (account === undefined) throw notFound();
            return { account };
          },
        },
      );
      return { rpc: [rpc] };
    },
  });
  return { service, accounts, state };
}
