import { GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import type { Consumer } from "#mesh/events";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";

/** Addresses of a guest move along when the guest signs in to an account. */
export const guestSignedIn = (app: UserUseCases): Consumer => ({
  name: "user.guest_addresses",
  subjects: ["auth.v1.guest_signed_in"],
  async handle({ envelope, request }) {
    const { guestUserId, userId } = GuestSignedIn.decode(envelope.payload);
    await app.takeOverGuestAddresses({ guestId: guestUserId as UserId, userId: userId as UserId, request });
  },
});
