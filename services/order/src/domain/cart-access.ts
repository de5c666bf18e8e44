import { type Caller, holds, notFound } from "#mesh/kernel";
import type { Cart } from "./cart.ts";

/** The cart, if it is the caller's or they may read all; else RESOURCE_NOT_FOUND. */
export function readableBy(caller: Caller, cart: Cart | undefined): Cart {
  if (cart !== undefined && holds(caller, "order.read")) return cart;
  return ownedBy(caller, cart);
}

/** The cart, if it is the caller's; else RESOURCE_NOT_FOUND. */
export function ownedBy(caller: Caller, cart: Cart | undefined): Cart {
  if (cart === undefined || cart.userId !== caller.user?.userId) throw notFound();
  return cart;
}
