import * as proto from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import { add, invalid } from "#mesh/kernel";
import type { CouponOutcome, PriceStepKind, Quote } from "../domain/purchase.ts";
import { encodeChosenPrice } from "./encode.ts";

const kinds: Readonly<Record<PriceStepKind, proto.PriceStepKind>> = {
  LIST_PRICE: proto.PriceStepKind.PRICE_STEP_KIND_LIST_PRICE,
  MANUAL_PRICE: proto.PriceStepKind.PRICE_STEP_KIND_MANUAL_PRICE,
  PROMOTION: proto.PriceStepKind.PRICE_STEP_KIND_PROMOTION,
  SHIPPING: proto.PriceStepKind.PRICE_STEP_KIND_SHIPPING,
  TAX: proto.PriceStepKind.PRICE_STEP_KIND_TAX,
};

const outcomes: Readonly<Record<CouponOutcome, proto.CouponOutcome>> = {
  APPLIED: proto.CouponOutcome.COUPON_OUTCOME_APPLIED,
  UNKNOWN: proto.CouponOutcome.COUPON_OUTCOME_UNKNOWN,
  NOT_MET: proto.CouponOutcome.COUPON_OUTCOME_NOT_MET,
  USED_UP: proto.CouponOutcome.COUPON_OUTCOME_USED_UP,
  NOT_COMBINED: proto.CouponOutcome.COUPON_OUTCOME_NOT_COMBINED,
};

const largestInt64 = 2n ** 63n - 1n;

/** Refuses with INVALID_REQUEST a quote of more than an int64 of minor units. */
export function encodeQuote(quote: Quote): proto.Quote {
  const most = add(quote.subtotal, quote.shippingTotal, quote.taxTotal);
  if (most.minorUnits > largestInt64) {
    throw invalid({ field: "lines", description: "add up to more than 2^63 - 1 minor units" });
  }
  return {
    ...quote,
    shippingAppliedTax: quote.shippingAppliedTax,
    lines: quote.lines.map(({ priceReason, appliedTax, ...line }) => ({
      ...line,
      appliedTax,
      priceReason: priceReason && encodeChosenPrice(priceReason),
    })),
    steps: quote.steps.map((step) => ({ ...step, kind: kinds[step.kind] })),
    unpricedLineIds: [...quote.unpricedLineIds],
    couponNotes: quote.couponNotes.map(({ couponCode, outcome }) => ({ couponCode, outcome: outcomes[outcome] })),
    redemptions: [...quote.redemptions],
  };
}
