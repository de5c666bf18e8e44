import { type Caller, idKey, type PageQuery, readPage, refuse } from "#mesh/kernel";
import type { Cart, UserId } from "../domain/cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

/** The caller's open carts without their lines. Fails with PAGE_TOKEN_INVALID. */
export const listCarts =
  ({ carts }: CartPorts) =>
  async (caller: Caller, query: PageQuery): Promise<{ items: readonly Cart[]; nextPageToken: string }> => {
    if (caller.user === undefined) throw refuse("SIGN_IN_REQUIRED");
    const userId = caller.user.userId as UserId;
    const list = { name: "carts", filter: { userId }, key: idKey("crt") };
    return readPage(list, query, (after, size) => carts.pageOpen(userId, after, size));
  };
