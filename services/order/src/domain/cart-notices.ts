import { format } from "#mesh/kernel";
import type { Cart, CartLine } from "./cart.ts";
import type { CouponNote, Quote } from "./quote.ts";
import { needsShipping } from "./shipping-options.ts";
import type { ShippingOption } from "./shipping-rates.ts";

/** Something the customer should know. */
export interface CartNotice {
  readonly kind: "PRICE_CHANGED" | "VARIANT_UNAVAILABLE" | "COUPON_NOT_APPLIED" | "SHIPPING_METHOD_GONE";
  /** Empty if it is about the whole cart. */
  readonly lineId: string;
  readonly text: string;
}

/** A cart with what it costs now. */
export interface PricedCart {
  readonly cart: Cart;
  readonly quote: Quote;
  readonly notices: readonly CartNotice[];
}

/** What the customer should know of a cart at these prices, sent this way: lines first, in their order. */
export function noticesOf(cart: Cart, quote: Quote, shipping: ShippingOption | undefined): CartNotice[] {
  const isGone = cart.shippingMethodId !== "" && needsShipping(cart) && shipping === undefined;
  return [
    ...lineNotices(cart, quote),
    ...quote.couponNotes.filter(({ outcome }) => outcome !== "APPLIED").map(couponNotice),
    ...(isGone ? [shippingGone] : []),
  ];
}

const shippingGone: CartNotice = {
  kind: "SHIPPING_METHOD_GONE",
  lineId: "",
  text: "The chosen shipping method is not offered for this cart any more; choose another.",
};

function lineNotices({ lines }: Cart, quote: Quote): CartNotice[] {
  const prices = new Map(quote.lines.map(({ lineId, unitPrice }) => [lineId, unitPrice]));
  return lines.flatMap((line): CartNotice[] => {
    const now = prices.get(line.lineId);
    if (now === undefined) return [unavailable(line)];
    if (now.minorUnits === line.unitPrice.minorUnits) return [];
    const text = `${line.name} costs ${format(now)} now; it was ${format(line.unitPrice)} when it was added.`;
    return [{ kind: "PRICE_CHANGED", lineId: line.lineId, text }];
  });
}

function unavailable({ lineId, name, unitPrice: { currencyCode } }: CartLine): CartNotice {
  const text = `${name} is not sold in ${currencyCode} any more; remove it before checking out.`;
  return { kind: "VARIANT_UNAVAILABLE", lineId, text };
}

function couponNotice({ couponCode, outcome }: CouponNote): CartNotice {
  return {
    kind: "COUPON_NOT_APPLIED",
    lineId: "",
    text: `Coupon ${couponCode} takes nothing off: ${whyNot[outcome]}.`,
  };
}

const whyNot: Readonly<Record<CouponNote["outcome"], string>> = {
  APPLIED: "",
  UNKNOWN: "it is unknown or its time is over",
  NOT_MET: "the cart does not meet its conditions",
  USED_UP: "it was used as often as it may be",
  NOT_COMBINED: "it does not combine with another discount of this cart",
};
