import type { RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { UserPorts } from "./ports.ts";

export interface TakeOverGuestAddresses {
  readonly guestId: UserId;
  readonly userId: UserId;
  readonly request: RequestKey;
}

/** Gives a guest's addresses to the account that the guest signed in to. */
export const takeOverGuestAddresses =
  ({ addresses, clock }: UserPorts) =>
  ({ guestId, userId, request }: TakeOverGuestAddresses): Promise<void> =>
    addresses.takeOver(guestId, userId, clock.now(), request);
