import { type Money, notFound } from "#mesh/kernel";
import { type Cart, type CartLine, changed, type LineId, refuseCheckedOut, type SoldVariant } from "./cart.ts";
import { refuse } from "./errors.ts";

/** Units of a variant to put into a cart. */
export interface LineToAdd {
  /** Of the line, unless the variant has one. */
  readonly lineId: LineId;
  readonly variant: SoldVariant;
  /** What one costs now. */
  readonly unitPrice: Money;
  /** At least 1. */
  readonly quantity: bigint;
}

const mostLines = 1500;
const mostUnits = 1_000_000n;

/**
 * The cart with the units; those of a variant that is in it are added to its line, which keeps the price it was added
 * at. Fails with CART_CHECKED_OUT or CART_FULL.
 */
export function addLine(cart: Cart, { lineId, variant, unitPrice, quantity }: LineToAdd, now: Date): Cart {
  refuseCheckedOut(cart);
  const present = cart.lines.find(({ variantId }) => variantId === variant.variantId);
  if (present !== undefined) return setQuantity(cart, present.lineId, present.quantity + quantity, now);
  if (cart.lines.length >= mostLines || quantity > mostUnits) throw refuse("CART_FULL");
  return changed(cart, { lines: [...cart.lines, { ...variant, lineId, quantity, unitPrice }] }, now);
}

/** Fails with RESOURCE_NOT_FOUND (the line), CART_CHECKED_OUT or CART_FULL. */
export function setQuantity(cart: Cart, lineId: LineId, quantity: bigint, now: Date): Cart {
  refuseCheckedOut(cart);
  const line = lineOf(cart, lineId);
  if (line.quantity === quantity) return cart;
  if (quantity > mostUnits) throw refuse("CART_FULL");
  const lines = cart.lines.map((each) => (each === line ? { ...line, quantity } : each));
  return changed(cart, { lines }, now);
}

/** Fails with RESOURCE_NOT_FOUND (the line) or CART_CHECKED_OUT. */
export function removeLine(cart: Cart, lineId: LineId, now: Date): Cart {
  refuseCheckedOut(cart);
  const line = lineOf(cart, lineId);
  return changed(cart, { lines: cart.lines.filter((each) => each !== line) }, now);
}

function lineOf({ lines }: Cart, lineId: LineId): CartLine {
  const line = lines.find((each) => each.lineId === lineId);
  if (line === undefined) throw notFound();
  return line;
}
