import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { CodeId, UserId } from "../domain/ids.ts";
import { protoPurposes } from "./code-purposes.ts";
import { encodeAccount } from "./encode.ts";

export const accountLookupRpc = (app: AuthUseCases): ServiceBinding =>
  implement(AccountLookupServiceService, {
    async readAccount({ userId }) {
      return { account: encodeAccount(await app.getAccount(userId as UserId)) };
    },

    async readCode({ codeId }) {
      const { account, purpose, code, expireTime } = await app.readCode(codeId as CodeId);
      return { account: encodeAccount(account), purpose: protoPurposes[purpose], code, expireTime };
    },
  });
