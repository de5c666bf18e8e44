import { ApiKeyExchangeServiceService } from "#gen/grpc/ultramarket/auth/v1/api_key_service.ts";
import { type Contracts, createClient, type Method } from "#mesh/rpc";
import type { ChannelFor } from "../edge/invoke.ts";
import type { ExchangeKey } from "./api-keys.ts";

/** Who is asked about keys, and the method whose rate counts it. */
export interface KeyExchange {
  readonly method: Method;
  readonly exchange: ExchangeKey;
}

/** By the market's own RPC; undefined without it in the contracts. */
export function keyExchange(contracts: Contracts, channelFor: ChannelFor): KeyExchange | undefined {
  const { path } = ApiKeyExchangeServiceService.exchangeApiKey;
  const method = contracts.method(path);
  if (method === undefined) return undefined;
  const client = createClient(ApiKeyExchangeServiceService, channelFor(method.desc.parent.typeName));
  return {
    method,
    async exchange(secret) {
      const answer = await client.exchangeApiKey({ secret }, { deadline: Date.now() + method.defaultMs });
      return { token: answer.accessToken, expireTime: answer.expireTime ?? new Date(0) };
    },
  };
}
