import * as keys from "#gen/es/ultramarket/auth/v1/api_key_service_pb.js";
import * as auth from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function accountRequests({ accountId, apiKeyId }: Known) {
  return {
    "AccountService.GetAccount": of(auth.GetAccountRequestSchema, { userId: accountId }),
    "AccountService.ListAccounts": of(auth.ListAccountsRequestSchema, { pageSize: 5 }),
    "AccountService.SetRoles": of(auth.SetRolesRequestSchema, { userId: accountId, roles: ["customer"], requestId }),
    "ApiKeyService.ListApiKeys": of(keys.ListApiKeysRequestSchema, { userId: accountId }),
    "ApiKeyService.RevokeApiKey": of(keys.RevokeApiKeyRequestSchema, { apiKeyId, requestId }),
    "AccountService.EndSessions": of(auth.EndSessionsRequestSchema, { userId: accountId, requestId }),
  };
}
