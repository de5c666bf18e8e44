import { UserLookupServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";
import { encodeAddress, encodeProfile } from "./encode.ts";

export const userLookupRpc = (app: UserUseCases): ServiceBinding =>
  implement(UserLookupServiceService, {
    async readUser({ userId }) {
      const { profile, defaultShippingAddress, defaultBillingAddress } = await app.readUser(userId as UserId);
      return {
        user: encodeProfile(profile),
        defaultShippingAddress: defaultShippingAddress && encodeAddress(defaultShippingAddress),
        defaultBillingAddress: defaultBillingAddress && encodeAddress(defaultBillingAddress),
      };
    },
  });
