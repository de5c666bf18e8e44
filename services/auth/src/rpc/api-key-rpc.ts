import * as proto from "#gen/grpc/ultramarket/auth/v1/api_key_service.ts";
import { holds } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { ApiKey } from "../domain/api-key.ts";
import type { ApiKeyId } from "../domain/ids.ts";
import { listedOf } from "./listed-of.ts";
import { sessionOf, userSessionOf } from "./visitor.ts";

export const apiKeyRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.ApiKeyServiceService, {
    async createApiKey(wanted, { caller }) {
      const { userId } = userSessionOf(caller);
      const { apiKey, secret } = await app.createApiKey(caller, { ...wanted, userId });
      return { apiKey: encodeApiKey(apiKey), secret };
    },

    async listApiKeys(query, { caller }) {
      const { items, nextPageToken } = await app.listApiKeys({ ...query, userId: listedOf(caller, query.userId) });
      return { apiKeys: items.map(encodeApiKey), nextPageToken };
    },

    async revokeApiKey({ apiKeyId }, { caller, request }) {
      const { userId } = caller.user?.actorId === undefined ? sessionOf(caller) : userSessionOf(caller);
      const owner = holds(caller, "auth.write") ? undefined : userId;
      await app.revokeApiKey({ apiKeyId: apiKeyId as ApiKeyId, owner, request });
      return {};
    },
  });

export const apiKeyExchangeRpc = (app: AuthUseCases): ServiceBinding =>
  implement(proto.ApiKeyExchangeServiceService, {
    exchangeApiKey: ({ secret }) => app.exchangeApiKey(secret),
  });

function encodeApiKey(key: ApiKey): proto.ApiKey {
  const { apiKeyId, name, scopes, lastFour, createTime, expireTime, lastUseTime } = key;
  return { apiKeyId, name, scopes: [...scopes], lastFour, createTime, expireTime, lastUseTime };
}
