import type { RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

export interface TakeOverGuestCarts {
  readonly guestUserId: UserId;
  readonly userId: UserId;
  readonly request: RequestKey;
}

/** Gives a guest's open carts to the account the guest signed in to. */
export const takeOverGuestCarts =
  ({ carts, clock }: CartPorts) =>
  ({ guestUserId, userId, request }: TakeOverGuestCarts): Promise<void> =>
    carts.takeOver(guestUserId, userId, clock.now(), request);
