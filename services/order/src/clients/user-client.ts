import { type ReadUserResponse, UserLookupServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { DomainError, type Logger } from "#mesh/kernel";
import type { Users } from "../app/ports/users.ts";
import type { CartDefaults } from "../domain/cart-defaults.ts";
import type { Dial } from "./dial.ts";

/** A cart is made without the user service rather than late. */
const patienceMs = 300;

/** People as the user service knows them. */
export function userClient(dial: Dial, log: Logger): Users {
  const lookup = dial(UserLookupServiceService);
  return {
    findDefaults: (userId) =>
      lookup
        .readUser({ userId }, { deadline: Date.now() + patienceMs })
        .then(decodeDefaults)
        .catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
          log.warn("a cart goes without what its customer has said before", { user_id: userId, reason: error.reason });
          return undefined;
        }),
  };
}

function decodeDefaults({ user, defaultShippingAddress, defaultBillingAddress }: ReadUserResponse): CartDefaults {
  return {
    email: user?.email ?? "",
    languageCode: user?.languageCode ?? "",
    shippingAddress: defaultShippingAddress?.address,
    billingAddress: defaultBillingAddress?.address,
  };
}
