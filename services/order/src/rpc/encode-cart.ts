import * as proto from "#gen/grpc/ultramarket/order/v1/cart.ts";
import type { Cart, CartLine } from "../domain/cart.ts";
import type { CartNotice, PricedCart } from "../domain/cart-notices.ts";
import type { QuotedLine } from "../domain/quote.ts";
import { encodeSteps } from "./encode-steps.ts";

/** The cart with what it costs; a line without a price comes without amounts. */
export function encodePricedCart({ cart, quote, notices }: PricedCart): proto.Cart {
  const quoted = new Map(quote.lines.map((line) => [line.lineId, line]));
  const { subtotal, discountTotal, shippingTotal, taxTotal, total, taxInclusive } = quote;
  return {
    ...encodeCart(cart),
    lines: cart.lines.map((line) => encodeLine(line, quoted.get(line.lineId))),
    subtotal,
    discountTotal,
    shippingTotal,
    taxTotal,
    total,
    taxInclusive,
    priceSteps: encodeSteps(quote.steps),
    notices: notices.map(encodeNotice),
  };
}

/** The cart without its lines and prices. */
export function encodeCart({
  version,
  couponCodes,
  orderId,
  lines: _,
  checkoutOrderId: __,
  ...cart
}: Cart): proto.Cart {
  return {
    ...cart,
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress,
    couponCodes: [...couponCodes],
    orderId: orderId ?? "",
    etag: String(version),
    lines: [],
    subtotal: undefined,
    discountTotal: undefined,
    shippingTotal: undefined,
    taxTotal: undefined,
    total: undefined,
    taxInclusive: false,
    priceSteps: [],
    notices: [],
  };
}

function encodeLine(
  { weightGrams: _, nonStock: __, ...line }: CartLine,
  quoted: QuotedLine | undefined,
): proto.CartLine {
  const { unitPrice, total, discount, tax, appliedTax } = quoted ?? {};
  return { ...line, unitPrice, total, discount, tax, appliedTax };
}

function encodeNotice({ kind, lineId, text }: CartNotice): proto.CartNotice {
  return { kind: noticeKinds[kind], lineId, text };
}

const noticeKinds: Readonly<Record<CartNotice["kind"], proto.CartNoticeKind>> = {
  PRICE_CHANGED: proto.CartNoticeKind.CART_NOTICE_KIND_PRICE_CHANGED,
  VARIANT_UNAVAILABLE: proto.CartNoticeKind.CART_NOTICE_KIND_VARIANT_UNAVAILABLE,
  COUPON_NOT_APPLIED: proto.CartNoticeKind.CART_NOTICE_KIND_COUPON_NOT_APPLIED,
  SHIPPING_METHOD_GONE: proto.CartNoticeKind.CART_NOTICE_KIND_SHIPPING_METHOD_GONE,
};
