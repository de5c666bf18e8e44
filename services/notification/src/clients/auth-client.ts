import type { Account } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import { AccountLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { required } from "#mesh/kernel";
import type { Accounts } from "../app/ports.ts";
import type { AccountFacts } from "../domain/facts.ts";
import type { UserId } from "../domain/notification.ts";
import type { Dial } from "./dial.ts";
import { unlessGone } from "./unless-gone.ts";

/** Accounts and codes, by way of the auth service. */
export function authClient(dial: Dial): Accounts {
  const lookup = dial(AccountLookupServiceService);
  return {
    async read(userId) {
      const answer = await unlessGone(lookup.readAccount({ userId }));
      return answer && decodeAccount(answer.account);
    },
    async readCode(codeId) {
      const answer = await unlessGone(lookup.readCode({ codeId }));
      if (answer === undefined) return undefined;
      const { account, code, expireTime } = answer;
      return { account: decodeAccount(account), code, expireTime: required("expire_time", expireTime) };
    },
  };
}

function decodeAccount(account: Account | undefined): AccountFacts {
  const { userId, email, displayName } = required("account", account);
  return { userId: userId as UserId, email, displayName };
}
