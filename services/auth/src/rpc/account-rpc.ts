import { AccountServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";
import { encodeAccount } from "./encode.ts";

export const accountRpc = (app: AuthUseCases): ServiceBinding =>
  implement(AccountServiceService, {
    async getAccount({ userId }) {
      return { account: encodeAccount(await app.getAccount(userId as UserId)) };
    },

    async listAccounts(query) {
      const { items, nextPageToken } = await app.listAccounts(query);
      return { accounts: items.map(encodeAccount), nextPageToken };
    },

    async setRoles({ userId, roles }, { caller, request }) {
      return { account: encodeAccount(await app.setRoles(caller, { userId: userId as UserId, roles, request })) };
    },

    async endSessions({ userId }, { request }) {
      await app.endSessions(userId as UserId, request);
      return {};
    },
  });
