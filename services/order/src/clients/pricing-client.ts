import { QuoteServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import * as proto from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import { required } from "#mesh/kernel";
import type { Pricing } from "../app/ports/pricing.ts";
import type { VariantId } from "../domain/cart.ts";
import type { CouponOutcome, PriceStep, PriceStepKind, Purchase, Quote, QuotedLine } from "../domain/quote.ts";
import type { Dial } from "./dial.ts";

/** What purchases cost, by way of the pricing service. */
export function pricingClient(dial: Dial): Pricing {
  const pricing = dial(QuoteServiceService);
  return {
    async quote(purchase) {
      const { quote } = await pricing.quotePurchase(encodePurchase(purchase));
      return decodeQuote(required("quote", quote));
    },
  };
}

function encodePurchase({ lines, couponCodes, shippingPrice, userId, ...purchase }: Purchase) {
  return {
    ...purchase,
    userId: userId ?? "",
    lines: lines.map(({ manualUnitPrice, ...line }) => ({ ...line, manualUnitPrice })),
    couponCodes: [...couponCodes],
    shippingPrice,
  };
}

function decodeQuote(quote: proto.Quote): Quote {
  return {
    lines: quote.lines.map(decodeLine),
    subtotal: required("quote.subtotal", quote.subtotal),
    discountTotal: required("quote.discount_total", quote.discountTotal),
    shippingTotal: required("quote.shipping_total", quote.shippingTotal),
    shippingTax: required("quote.shipping_tax", quote.shippingTax),
    taxTotal: required("quote.tax_total", quote.taxTotal),
    taxInclusive: quote.taxInclusive,
    total: required("quote.total", quote.total),
    steps: quote.steps.map(decodeStep),
    unpricedLineIds: quote.unpricedLineIds,
    couponNotes: quote.couponNotes.map(({ couponCode, outcome }) => ({ couponCode, outcome: outcomes[outcome] })),
  };
}

function decodeLine({ lineId, variantId, quantity, unitPrice, total, discount, tax }: proto.QuotedLine): QuotedLine {
  return {
    lineId,
    quantity,
    variantId: variantId as VariantId,
    unitPrice: required("quote.lines.unit_price", unitPrice),
    total: required("quote.lines.total", total),
    discount: required("quote.lines.discount", discount),
    tax: required("quote.lines.tax", tax),
  };
}

function decodeStep({ kind, amount, ...step }: proto.PriceStep): PriceStep {
  return { ...step, kind: required("quote.steps.kind", kinds[kind]), amount: required("quote.steps.amount", amount) };
}

const kinds: Readonly<Record<proto.PriceStepKind, PriceStepKind | undefined>> = {
  [proto.PriceStepKind.PRICE_STEP_KIND_UNSPECIFIED]: undefined,
  [proto.PriceStepKind.PRICE_STEP_KIND_LIST_PRICE]: "LIST_PRICE",
  [proto.PriceStepKind.PRICE_STEP_KIND_MANUAL_PRICE]: "MANUAL_PRICE",
  [proto.PriceStepKind.PRICE_STEP_KIND_PROMOTION]: "PROMOTION",
  [proto.PriceStepKind.PRICE_STEP_KIND_SHIPPING]: "SHIPPING",
  [proto.PriceStepKind.PRICE_STEP_KIND_TAX]: "TAX",
};

const outcomes: Readonly<Record<proto.CouponOutcome, CouponOutcome>> = {
  [proto.CouponOutcome.COUPON_OUTCOME_UNSPECIFIED]: "UNKNOWN",
  [proto.CouponOutcome.COUPON_OUTCOME_APPLIED]: "APPLIED",
  [proto.CouponOutcome.COUPON_OUTCOME_UNKNOWN]: "UNKNOWN",
  [proto.CouponOutcome.COUPON_OUTCOME_NOT_MET]: "NOT_MET",
};
