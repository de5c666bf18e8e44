import type { Page, RequestKey } from "#mesh/kernel";
import type { Cart, CartId, UserId } from "../../domain/cart.ts";

/** Keeps carts. A change and the answer to its request key are committed together or not at all; carts have no events. */
export interface CartStore {
  /** With its lines. */
  find(cartId: CartId): Promise<Cart | undefined>;
  /** Open carts of the user without their lines, newest first, after the cart of the key. */
  pageOpen(userId: UserId, after: CartId | undefined, size: number): Promise<Page<Cart, CartId>>;
  create(decide: () => Cart, request?: RequestKey): Promise<Cart>;
  /** Fails with RESOURCE_NOT_FOUND. */
  change(change: CartChange, request?: RequestKey): Promise<Cart>;
  /** Gives the guest's open carts to the user, but for those whose checkout is under way. */
  takeOver(from: UserId, to: UserId, now: Date, request: RequestKey): Promise<void>;
}

export interface CartChange {
  readonly cartId: CartId;
  /** The cart as read before: spares reading it again unless somebody has changed it since. */
  readonly known?: Cart | undefined;
  /** The cart as it shall be, one version on, or the same for no change. May run more than once. */
  decide(cart: Cart): Cart;
}
