import type { UserPorts } from "./ports.ts";
import type { TakeOverGuestAddresses } from "./take-over-guest-addresses.ts";

/** Gives a guest's wish lists to the account that the guest signed in to. */
export const takeOverGuestWishLists =
  ({ wishLists, clock }: UserPorts) =>
  ({ guestId, userId, request }: TakeOverGuestAddresses): Promise<void> =>
    wishLists.takeOver(guestId, userId, clock.now(), request);
