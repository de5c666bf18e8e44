import type { UserPorts } from "./ports.ts";
import type { TakeOverGuestAddresses } from "./take-over-guest-addresses.ts";

/** Keeps who somebody was as a guest, since what they ordered then stays under that id. */
export const noteGuest =
  ({ privacyRequests }: UserPorts) =>
  ({ guestId, userId, request }: TakeOverGuestAddresses): Promise<void> =>
    privacyRequests.addGuest(guestId, userId, request);
