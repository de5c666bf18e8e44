import { GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import type { Consumer } from "#mesh/events";
import type { RequestKey } from "#mesh/kernel";
import type { UserUseCases } from "../app/use-cases.ts";
import type { UserId } from "../domain/ids.ts";

interface TakeOver {
  readonly guestId: UserId;
  readonly userId: UserId;
  readonly request: RequestKey;
}

/** Addresses of a guest move along when the guest signs in to an account. */
export const guestAddresses = (app: UserUseCases): Consumer =>
  onGuestSignedIn("user.guest_addresses", app.takeOverGuestAddresses);

/** So do wish lists. */
export const guestWishLists = (app: UserUseCases): Consumer =>
  onGuestSignedIn("user.guest_wish_lists", app.takeOverGuestWishLists);

/** Who they were stays known, for what they ordered as a guest. */
export const guestIds = (app: UserUseCases): Consumer => onGuestSignedIn("user.guest_ids", app.noteGuest);

function onGuestSignedIn(name: string, takeOver: (taken: TakeOver) => Promise<void>): Consumer {
  return {
    name,
    subjects: ["auth.v1.guest_signed_in"],
    async handle({ envelope, request }) {
      const { guestUserId, userId } = GuestSignedIn.decode(envelope.payload);
      await takeOver({ guestId: guestUserId as UserId, userId: userId as UserId, request });
    },
  };
}
