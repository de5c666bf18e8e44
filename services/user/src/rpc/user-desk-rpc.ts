import { UserDeskServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";
import { encodeProfile } from "./encode.ts";

export const userDeskRpc = (app: UserUseCases): ServiceBinding =>
  implement(UserDeskServiceService, {
    async getUser({ userId }) {
      return { user: encodeProfile(await app.getUser(userId as UserId)) };
    },

    async batchUpsertUsers({ customers }, { request }) {
      return { users: (await app.batchUpsertUsers(customers, request)).map(encodeProfile) };
    },

    async batchFindUsers({ externalReferences }) {
      return { users: (await app.batchFindUsers(externalReferences)).map(encodeProfile) };
    },
  });
