import { ImpersonationServiceService } from "#gen/grpc/ultramarket/auth/v1/impersonation_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { AuthUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";
import type { Impersonation } from "../domain/impersonation.ts";
import { userSessionOf } from "./visitor.ts";

export const impersonationRpc = (app: AuthUseCases): ServiceBinding =>
  implement(ImpersonationServiceService, {
    async startImpersonation({ userId, reason }, { caller }) {
      const wanted = { userId: userId as UserId, reason };
      const { impersonation, accessToken } = await app.startImpersonation(caller, userSessionOf(caller), wanted);
      return { impersonation: encode(impersonation), accessToken };
    },

    async listImpersonations({ userId, ...query }) {
      const of = userId === "" ? undefined : (userId as UserId);
      const { items, nextPageToken } = await app.listImpersonations({ ...query, userId: of });
      return { impersonations: items.map(encode), nextPageToken };
    },
  });

const encode = ({ endTime, ...impersonation }: Impersonation) => ({ ...impersonation, endTime });
