import type { UserId } from "../../domain/cart.ts";
import type { CartDefaults } from "../../domain/cart-defaults.ts";

/** Knows people. Nothing depends on it: it is asked once, and not waited for long. */
export interface Users {
  /** What they have said once for all carts; undefined if that cannot be had now. */
  findDefaults(userId: UserId): Promise<CartDefaults | undefined>;
}
