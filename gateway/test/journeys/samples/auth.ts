import * as imports from "#gen/es/ultramarket/auth/v1/account_import_service_pb.js";
import * as keys from "#gen/es/ultramarket/auth/v1/api_key_service_pb.js";
import * as auth from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import * as factors from "#gen/es/ultramarket/auth/v1/factor_service_pb.js";
import * as identities from "#gen/es/ultramarket/auth/v1/identity_service_pb.js";
import * as impersonations from "#gen/es/ultramarket/auth/v1/impersonation_service_pb.js";
import * as roles from "#gen/es/ultramarket/auth/v1/role_service_pb.js";
import * as sessions from "#gen/es/ultramarket/auth/v1/session_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function accountRequests({ accountId, apiKeyId, sessionId, roleName, spareRoleName }: Known) {
  return {
    "AccountService.GetAccount": of(auth.GetAccountRequestSchema, { userId: accountId }),
    "AccountService.ListAccounts": of(auth.ListAccountsRequestSchema, { pageSize: 5 }),
    "AccountService.SetRoles": of(auth.SetRolesRequestSchema, { userId: accountId, roles: ["customer"], requestId }),
    "ApiKeyService.ListApiKeys": of(keys.ListApiKeysRequestSchema, { userId: accountId }),
    "ApiKeyService.RevokeApiKey": of(keys.RevokeApiKeyRequestSchema, { apiKeyId, requestId }),
    "FactorService.ListFactors": of(factors.ListFactorsRequestSchema, { pageSize: 5 }),
    "IdentityService.GetSignInOptions": of(identities.GetSignInOptionsRequestSchema, {}),
    "IdentityService.ListIdentities": of(identities.ListIdentitiesRequestSchema, { pageSize: 5 }),
    "AccountImportService.BatchImportAccounts": of(imports.BatchImportAccountsRequestSchema, {
      accounts: [
        { email: "brought@ultramarket.example", displayName: "Brought & along ☼", emailVerified: true },
        { email: "strange@ultramarket.example", passwordHash: "$1$md5" },
      ],
      requestId,
    }),
    "ImpersonationService.ListImpersonations": of(impersonations.ListImpersonationsRequestSchema, { pageSize: 5 }),
    "RoleService.ListRoles": of(roles.ListRolesRequestSchema, { pageSize: 3 }),
    "RoleService.CreateRole": of(roles.CreateRoleRequestSchema, {
      role: { name: "returns-desk", description: "Takes what comes back ☼", permissions: ["order.read"] },
      requestId,
    }),
    "RoleService.UpdateRole": of(roles.UpdateRoleRequestSchema, {
      name: roleName,
      role: { permissions: ["order.read", "order.refund"] },
      updateMask: { paths: ["permissions"] },
      requestId,
    }),
    "RoleService.DeleteRole": of(roles.DeleteRoleRequestSchema, { name: spareRoleName, requestId }),
    "SessionService.ListSessions": of(sessions.ListSessionsRequestSchema, { userId: accountId }),
    "SessionService.RevokeSession": of(sessions.RevokeSessionRequestSchema, { sessionId, requestId }),
    "SessionService.EndOtherSessions": of(sessions.EndOtherSessionsRequestSchema, { requestId }),
    "AccountService.EndSessions": of(auth.EndSessionsRequestSchema, { userId: accountId, requestId }),
  };
}
