import type { Caller } from "#mesh/kernel";
import type { UserId } from "../domain/cart.ts";
import type { CartDefaults } from "../domain/cart-defaults.ts";
import type { Users } from "./ports/users.ts";

/** What the caller has said once for all carts; guests have not, and nobody is asked about them. */
export const customerDefaults =
  ({ users }: { readonly users: Users }) =>
  async ({ user }: Caller): Promise<CartDefaults | undefined> =>
    user === undefined || user.isGuest ? undefined : users.findDefaults(user.userId as UserId);
