import {
  AccountLookupServiceService,
  SessionLookupServiceService,
} from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { text } from "#mesh/config";
import { notFound } from "#mesh/kernel";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

/** An auth service that knows these accounts, and lets every session be. */
export const fakeAuth = (accounts: ReadonlySet<string>) =>
  defineService({
    name: "auth",
    config: { signingKey: text("AUTH_SIGNING_KEY", { description: "of the real one; not used" }) },
    async start() {
      const { readAccount } = AccountLookupServiceService;
      const lookup = {
        async readAccount({ userId }: { userId: string }) {
          if (!accounts.has(userId)) throw notFound();
          return { account: undefined };
        },
      };
      return {
        rpc: [
          implement({ readAccount }, lookup),
          implement(SessionLookupServiceService, { checkSession: async () => ({}) }),
        ],
      };
    },
  });
