import { add, format, multiply } from "#mesh/kernel";
import type { AppliedPromotion } from "./apply-promotions.ts";
import type { ChosenPrice } from "./choose-price.ts";
import type { Promotion } from "./promotion.ts";
import type { PriceStep, QuotedLine, Shipping } from "./purchase.ts";
import type { AppliedTax } from "./tax-rate.ts";

/** A line before discounts; `manual` if the staff set its price. */
export interface PricedLine extends Omit<QuotedLine, "discount" | "tax" | "appliedTax"> {
  readonly manual: boolean;
}

export function lineStep({ lineId, quantity, unitPrice, total, manual, priceReason }: PricedLine): PriceStep {
  const reason = manual ? "agreed price" : whyThisPrice(priceReason);
  const description = `${quantity} x ${format(unitPrice)}${reason === "" ? "" : ` (${reason})`}`;
  const sourceId = priceReason?.entry?.priceListId ?? "";
  return { kind: manual ? "MANUAL_PRICE" : "LIST_PRICE", lineId, amount: total, description, sourceId };
}

function whyThisPrice(chosen: ChosenPrice | undefined): string {
  if (chosen === undefined) return "";
  const { reason, compareAtPrice } = chosen;
  return compareAtPrice === undefined ? reason : `${reason}, instead of ${format(compareAtPrice)}`;
}

export function promotionStep({ offer, amount }: AppliedPromotion): PriceStep {
  const { promotion, couponCode } = offer;
  const why = couponCode === "" ? `: ${promotion.name}` : ` with ${couponCode}`;
  const description = `${discountText(promotion)}${why}`;
  return { kind: "PROMOTION", lineId: "", amount: multiply(amount, -1n), description, sourceId: promotion.promotionId };
}

function discountText({ amountOff, percentOffHundredths, freeShipping, tiers, buyGet }: Promotion): string {
  if (freeShipping) return "Free shipping";
  if (buyGet !== undefined) {
    const { buyQuantity, getQuantity } = buyGet;
    return `Buy ${buyQuantity}, get ${getQuantity} at ${percent(buyGet.percentOffHundredths)} off`;
  }
  if (tiers.length > 0) return "Off by the subtotal";
  return `${amountOff === undefined ? percent(percentOffHundredths) : format(amountOff)} off`;
}

export function shippingStep({ price, methodId }: Shipping): PriceStep {
  return { kind: "SHIPPING", lineId: "", amount: price, description: "Shipping", sourceId: methodId };
}

/** One for each rate that comes to something, the highest first. */
export function taxSteps(taxed: readonly Pick<QuotedLine, "tax" | "appliedTax">[]): PriceStep[] {
  const steps = new Map<string, PriceStep & { readonly rate: number }>();
  for (const { tax, appliedTax } of taxed) {
    if (appliedTax === undefined || tax.minorUnits === 0n) continue;
    const step = taxStep(tax, appliedTax);
    const key = `${step.description} ${step.sourceId}`;
    const known = steps.get(key);
    steps.set(key, { ...step, amount: known ? add(known.amount, tax) : tax, rate: appliedTax.rateHundredths });
  }
  const byRate = [...steps].toSorted(([a, { rate: one }], [b, { rate: other }]) => other - one || (a < b ? -1 : 1));
  return byRate.map(([, { rate: _, ...step }]) => step);
}

function taxStep(amount: PriceStep["amount"], tax: AppliedTax): PriceStep {
  const { name, rateHundredths, inclusive, countryCode, regionCode } = tax;
  const description = `${name} ${percent(rateHundredths)}${inclusive ? " (included)" : ""}`;
  const sourceId = regionCode === "" ? countryCode : `${countryCode}-${regionCode}`;
  return { kind: "TAX", lineId: "", amount, description, sourceId };
}

function percent(hundredths: number): string {
  return `${hundredths / 100} %`;
}
