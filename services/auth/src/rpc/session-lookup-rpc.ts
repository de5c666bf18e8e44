import { SessionLookupServiceService } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";

export const sessionLookupRpc = (app: AuthUseCases): ServiceBinding =>
  implement(SessionLookupServiceService, {
    async checkSession({ userId, sessionId, accessVersion, freshProof }) {
      const access = { userId: userId as UserId, sessionId, accessVersion: Number(accessVersion) };
      await app.checkSession({ ...access, freshProof });
      return {};
    },
  });
