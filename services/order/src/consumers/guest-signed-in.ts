import { GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import type { Consumer } from "#mesh/events";
import type { CartUseCases } from "../app/cart-use-cases.ts";
import type { UserId } from "../domain/cart.ts";

/** Carts of a guest move along when the guest signs in to an account. */
export const guestSignedIn = (app: CartUseCases): Consumer => ({
  name: "order.guest_carts",
  subjects: ["auth.v1.guest_signed_in"],
  async handle({ envelope, request }) {
    const { guestUserId, userId } = GuestSignedIn.decode(envelope.payload);
    await app.takeOverGuestCarts({ guestUserId: guestUserId as UserId, userId: userId as UserId, request });
  },
});
