import { QuoteServiceService } from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import * as proto from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import { RedemptionServiceService } from "#gen/grpc/ultramarket/pricing/v1/redemption_service.ts";
import { required } from "#mesh/kernel";
import type { Pricing } from "../app/ports/pricing.ts";
import type { VariantId } from "../domain/cart.ts";
import type { StepResult } from "../domain/checkout-outcome.ts";
import type {
  CouponOutcome,
  PriceStep,
  PriceStepKind,
  Purchase,
  Quote,
  QuotedLine,
  Redemption,
} from "../domain/quote.ts";
import type { Dial } from "./dial.ts";
import { isUnanswered, refusalOf } from "./service-error.ts";

/** What purchases cost and what they use, by way of the pricing service. */
export function pricingClient(dial: Dial): Pricing {
  const pricing = dial(QuoteServiceService);
  const counting = dial(RedemptionServiceService);
  return {
    async quote(purchase) {
      const { quote } = await pricing.quotePurchase(encodePurchase(purchase));
      return decodeQuote(required("quote", quote));
    },
    redeem: ({ orderId, userId = "", redemptions }, requestId) =>
      counting
        .redeemPromotions({ orderId, userId, redemptions: [...redemptions], requestId })
        .then((): StepResult => ({ outcome: "REDEEMED" }), notRedeemed),
    unredeem: (orderId, requestId) =>
      counting
        .releaseRedemptions({ orderId, requestId })
        .then((): StepResult => ({ outcome: "UNREDEEMED" }), unanswered),
  };
}

function notRedeemed(error: unknown): StepResult {
  const refusal = refusalOf("pricing", error);
  if (refusal?.reason !== "COUPON_USED_UP") return unanswered(error);
  return { outcome: "USED_UP", metadata: { coupon_code: refusal.metadata.coupon_code ?? "" } };
}

function unanswered(error: unknown): StepResult {
  if (!isUnanswered(error)) throw error;
  return { outcome: "UNANSWERED", metadata: { service: "pricing" } };
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
    shippingAppliedTax: quote.shippingAppliedTax,
    taxTotal: required("quote.tax_total", quote.taxTotal),
    taxInclusive: quote.taxInclusive,
    total: required("quote.total", quote.total),
    steps: quote.steps.map(decodeStep),
    unpricedLineIds: quote.unpricedLineIds,
    couponNotes: quote.couponNotes.map(({ couponCode, outcome }) => ({ couponCode, outcome: outcomes[outcome] })),
    redemptions: quote.redemptions.map(decodeRedemption),
  };
}

function decodeRedemption({ promotionId, couponCode, amount }: proto.Redemption): Redemption {
  const taken = required("quote.redemptions.amount", amount);
  return { promotionId: promotionId as Redemption["promotionId"], couponCode, amount: taken };
}

function decodeLine(line: proto.QuotedLine): QuotedLine {
  const { lineId, variantId, quantity, unitPrice, total, discount, tax, appliedTax } = line;
  return {
    lineId,
    quantity,
    variantId: variantId as VariantId,
    unitPrice: required("quote.lines.unit_price", unitPrice),
    total: required("quote.lines.total", total),
    discount: required("quote.lines.discount", discount),
    tax: required("quote.lines.tax", tax),
    appliedTax,
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
  [proto.CouponOutcome.COUPON_OUTCOME_USED_UP]: "USED_UP",
  [proto.CouponOutcome.COUPON_OUTCOME_NOT_COMBINED]: "NOT_COMBINED",
};
