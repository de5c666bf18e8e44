import type { Ids, Money } from "#mesh/kernel";
import type { Cart, LineId, SoldVariant, UserId } from "./cart.ts";
import type { DraftOrder } from "./draft-order.ts";
import { refuse } from "./errors.ts";
import type { Order, OrderLine, OrderPayment } from "./order.ts";
import type { Quote } from "./quote.ts";

/** How an order is paid. */
export interface PaymentInput {
  /** Who pays. */
  readonly payerId: UserId;
  /** The provider's id of the means of payment; empty if it was paid elsewhere. */
  readonly method: string;
  readonly externalReference: string;
}

export interface CheckoutContext {
  readonly now: Date;
  readonly holdDurationMs: number;
  readonly ids: Ids;
}

/** The order a checkout of the cart begins with, at the price of the quote. Fails with VARIANT_UNAVAILABLE. */
export function orderOfCart(cart: Cart, quote: Quote, payment: PaymentInput, context: CheckoutContext): Order {
  const { userId, cartId, currencyCode, email, languageCode, shippingAddress, billingAddress } = cart;
  return {
    ...{ userId, cartId, currencyCode, email, languageCode, shippingAddress, billingAddress },
    shippingMethodId: quote.steps.some(({ kind }) => kind === "SHIPPING") ? cart.shippingMethodId : "",
    ...termsOf(cart.lines, quote),
    ...beginning(quote, payment, context),
    businessTime: context.now,
    externalReference: "",
  };
}

/** The order a draft is placed as by the staff, at the price it has kept. Fails with VARIANT_UNAVAILABLE. */
export function orderOfDraft(
  draft: DraftOrder,
  enteredBy: UserId,
  payment: PaymentInput,
  context: CheckoutContext,
): Order {
  const { userId, draftOrderId, currencyCode, email, shippingAddress, billingAddress } = draft;
  return {
    ...{ userId, draftOrderId, enteredBy, currencyCode, email, shippingAddress, billingAddress },
    ...{ languageCode: "", shippingMethodId: "", externalReference: draft.externalReference },
    ...termsOf(draft.lines, draft.quote),
    ...beginning(draft.quote, payment, context),
    businessTime: draft.businessTime ?? context.now,
  };
}

type LineContent = SoldVariant & { readonly lineId: LineId; readonly quantity: bigint };

function termsOf(lines: readonly LineContent[], quote: Quote) {
  const { subtotal, discountTotal, shippingTotal, taxTotal, taxInclusive, total, steps, redemptions } = quote;
  const { shippingTax, shippingAppliedTax } = quote;
  const totals = {
    subtotal,
    discountTotal,
    shippingTotal,
    shippingTax,
    taxTotal,
    taxInclusive,
    total,
    shippingAppliedTax,
  };
  return { lines: priced(lines, quote), ...totals, priceSteps: steps, redemptions };
}

function priced(lines: readonly LineContent[], quote: Quote): readonly OrderLine[] {
  const prices = new Map(quote.lines.map((line) => [line.lineId, line]));
  return lines.map(({ lineId, variantId, productId, sku, name, weightGrams, nonStock, quantity }) => {
    const price = prices.get(lineId);
    if (price === undefined) throw refuse("VARIANT_UNAVAILABLE", { metadata: { variant_id: variantId } });
    const { unitPrice, total, discount, tax, appliedTax } = price;
    const variant = { variantId, productId, sku, name, weightGrams, nonStock };
    return { lineId, ...variant, quantity, unitPrice, total, discount, tax, appliedTax };
  });
}

function beginning({ total, redemptions }: Quote, payment: PaymentInput, context: CheckoutContext) {
  const { now, holdDurationMs, ids } = context;
  const expireTime = new Date(now.getTime() + holdDurationMs);
  return {
    orderId: ids.next("ord"),
    state: "PENDING",
    step: redemptions.length > 0 ? "REDEEM" : "RESERVE",
    attempts: 0,
    version: 0,
    reservation: { reservationId: ids.next("rsv"), number: 1, expireTime },
    payment: paymentOf(total, payment, ids),
    cancelReason: "",
    refunds: [],
    returns: [],
    shipments: [],
    shipmentsVersion: 0,
    createTime: now,
    updateTime: now,
  } as const;
}

function paymentOf(amount: Money, payment: PaymentInput, ids: Ids): OrderPayment | undefined {
  if (amount.minorUnits === 0n) return undefined;
  return { ...payment, paymentId: ids.next("pay"), state: "PENDING", amount };
}
