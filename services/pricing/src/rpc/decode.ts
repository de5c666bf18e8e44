import type {
  PriceInput,
  PromotionInput,
  PurchaseLine as ProtoLine,
  QuotePurchaseRequest,
} from "#gen/grpc/ultramarket/pricing/v1/pricing_service.ts";
import type { PromotionTier as ProtoTier } from "#gen/grpc/ultramarket/pricing/v1/promotion.ts";
import { invalid, isCurrency, type Money, maskedChange, requiredMoney } from "#mesh/kernel";
import type { UserId } from "../domain/customer-group.ts";
import type { PriceDraft, VariantId } from "../domain/price.ts";
import type { PromotionContent, PromotionTier } from "../domain/promotion.ts";
import type { Purchase, PurchaseLine } from "../domain/purchase.ts";
import type { PromotionChange } from "../domain/update-promotion.ts";

/** Refuses with INVALID_REQUEST what is no currency, and amounts in another one than the purchase's. */
export function decodePurchase(request: QuotePurchaseRequest): Purchase {
  const { currencyCode, countryCode, couponCodes, shippingPrice, shippingMethodId: methodId } = request;
  if (!isCurrency(currencyCode)) {
    throw invalid({ field: "currency_code", description: "is no active ISO 4217 currency" });
  }
  requireCurrency("shipping_price", shippingPrice, currencyCode);
  return {
    currencyCode,
    countryCode,
    regionCode: request.regionCode,
    postalCode: request.postalCode,
    userId: (request.userId || undefined) as UserId | undefined,
    lines: request.lines.map((line, index) => decodeLine(line, index, currencyCode)),
    couponCodes,
    shipping: shippingPrice && { methodId, price: shippingPrice },
  };
}

function decodeLine(line: ProtoLine, index: number, currencyCode: string): PurchaseLine {
  const { lineId, quantity, manualUnitPrice } = line;
  requireCurrency(`lines[${index}].manual_unit_price`, manualUnitPrice, currencyCode);
  return { lineId, variantId: line.variantId as VariantId, quantity, manualUnitPrice };
}

function requireCurrency(field: string, amount: Money | undefined, currencyCode: string): void {
  if (amount === undefined || amount.currencyCode === currencyCode) return;
  throw invalid({ field: `${field}.currency_code`, description: "must be the currency of the purchase" });
}

export function decodePrice({ variantId, price }: PriceInput, index: number): PriceDraft {
  return { variantId: variantId as VariantId, price: requiredMoney(`prices[${index}].price`, price) };
}

/** Refuses an empty name. */
export function decodePromotion(input: PromotionInput): PromotionContent {
  requireText("promotion.name", input.name);
  return decodeContent(input);
}

/** The fields of the input that the mask names. Refuses an empty name. */
export function decodePromotionChange(input: PromotionInput, mask: readonly string[]): PromotionChange {
  if (mask.includes("name")) requireText("promotion.name", input.name);
  return maskedChange(decodeContent(input), mask);
}

function decodeContent(input: PromotionInput): PromotionContent {
  const { name, couponCode, percentOffHundredths, amountOff, minSubtotal, startTime, endTime } = input;
  const { maxRedemptions, maxRedemptionsPerCustomer, budget } = input;
  const { automatic, exclusive, freeShipping, tiers, buyGet, variantIds, customerGroup } = input;
  return {
    name,
    couponCode,
    percentOffHundredths,
    amountOff: amountOff && requiredMoney("promotion.amount_off", amountOff),
    minSubtotal: minSubtotal && requiredMoney("promotion.min_subtotal", minSubtotal),
    startTime,
    endTime,
    maxRedemptions,
    maxRedemptionsPerCustomer,
    budget: budget && requiredMoney("promotion.budget", budget),
    automatic,
    exclusive,
    freeShipping,
    tiers: tiers.map(decodeTier),
    buyGet,
    variantIds: variantIds as VariantId[],
    customerGroup,
  };
}

function decodeTier({ minSubtotal, percentOffHundredths, amountOff }: ProtoTier, index: number): PromotionTier {
  const field = `promotion.tiers[${index}]`;
  return {
    minSubtotal: requiredMoney(`${field}.min_subtotal`, minSubtotal),
    percentOffHundredths,
    amountOff: amountOff && requiredMoney(`${field}.amount_off`, amountOff),
  };
}

function requireText(field: string, text: string): void {
  if (text === "") throw invalid({ field, description: "must not be empty" });
}
