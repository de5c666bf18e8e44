import {
  type PurchaseLine,
  type QuotePurchaseRequest,
  QuoteServiceService,
} from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import { CouponOutcome, PriceStepKind, type Quote, type QuotedLine } from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import { RedemptionServiceService } from "#gen/grpc/ultramarket/pricing/v1/redemption_service.ts";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

/** A pricing service that knows the prices it is told, keeps what it is asked, and knows one coupon: "KNOWN", of nothing off. */
export function fakePricing() {
  const prices = new Map<string, bigint>();
  const purchases: QuotePurchaseRequest[] = [];
  const service = defineService({
    name: "pricing",
    config: {},
    async start() {
      const rpc = implement(QuoteServiceService, {
        async quotePurchase(purchase) {
          purchases.push(purchase);
          return { quote: quoteOf(purchase, prices) };
        },
      });
      const counting = implement(RedemptionServiceService, {
        redeemPromotions: async () => ({}),
        releaseRedemptions: async () => ({}),
      });
      return { rpc: [rpc, counting] };
    },
  });
  return { service, prices, purchases };
}

const outcomes: Readonly<Record<string, CouponOutcome>> = {
  KNOWN: CouponOutcome.COUPON_OUTCOME_APPLIED,
  BIG: CouponOutcome.COUPON_OUTCOME_NOT_MET,
};

function quoteOf(purchase: QuotePurchaseRequest, prices: ReadonlyMap<string, bigint>): Quote {
  const { currencyCode, shippingPrice, shippingMethodId } = purchase;
  const euros = (minorUnits: bigint) => ({ currencyCode, minorUnits });
  const priceOf = ({ variantId, manualUnitPrice }: PurchaseLine) =>
    manualUnitPrice?.minorUnits ?? (currencyCode === "EUR" ? prices.get(variantId) : undefined);
  const lines = purchase.lines.flatMap((line): QuotedLine[] => {
    const { lineId, variantId, quantity } = line;
    const price = priceOf(line);
    if (price === undefined) return [];
    const total = euros(price * quantity);
    const unitPrice = euros(price);
    const plain = { discount: euros(0n), tax: euros(0n), priceReason: undefined, appliedTax: undefined };
    return [{ lineId, variantId, quantity, unitPrice, total, ...plain }];
  });
  const subtotal = lines.reduce((sum, { total }) => sum + (total?.minorUnits ?? 0n), 0n);
  const shipping = shippingPrice?.minorUnits ?? 0n;
  const step = { lineId: "", amount: euros(shipping), description: "Shipping", sourceId: shippingMethodId };
  return {
    lines,
    subtotal: euros(subtotal),
    discountTotal: euros(0n),
    shippingTotal: euros(shipping),
    shippingTax: euros(0n),
    shippingAppliedTax: undefined,
    taxTotal: euros(0n),
    taxInclusive: purchase.countryCode !== "US",
    total: euros(subtotal + shipping),
    steps: shippingPrice === undefined ? [] : [{ ...step, kind: PriceStepKind.PRICE_STEP_KIND_SHIPPING }],
    unpricedLineIds: purchase.lines.filter((line) => priceOf(line) === undefined).map(({ lineId }) => lineId),
    redemptions: [],
    couponNotes: purchase.couponCodes.map((couponCode) => ({
      couponCode,
      outcome: outcomes[couponCode] ?? CouponOutcome.COUPON_OUTCOME_UNKNOWN,
    })),
  };
}
