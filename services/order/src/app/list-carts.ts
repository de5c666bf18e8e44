import { type Caller, idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Cart } from "../domain/cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The caller's open carts without their lines. Fails with PAGE_TOKEN_INVALID. */
export const listCarts =
  ({ carts }: CartPorts) =>
  async (caller: Caller, query: PageQuery): Promise<{ items: readonly Cart[]; nextPageToken: string }> => {
    const userId = signedInUser(caller);
    const list = { name: "carts", filter: { userId }, key: idKey("crt") };
    return readPage(list, query, (after, size) => carts.pageOpen(userId, after, size));
  };
