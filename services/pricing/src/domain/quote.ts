import { add, type Money, money, multiply, subtract } from "#mesh/kernel";
import { type AppliedPromotion, applyPromotions, type Discounts } from "./apply-promotions.ts";
import type { ChosenPrice } from "./choose-price.ts";
import type { Goods } from "./discount.ts";
import type { VariantId } from "./price.ts";
import { lineStep, type PricedLine, promotionStep, shippingStep, taxSteps } from "./price-steps.ts";
import type { PriceStep, Purchase, PurchaseLine, Quote, QuotedLine } from "./purchase.ts";
import { isCounted, type Offer, type Redemption } from "./redemption.ts";
import { standardClass } from "./tax-class.ts";
import { type AppliedTax, type Taxes, taxOfClass, taxOfVariant } from "./tax-rate.ts";
import { taxOn } from "./tax-rule.ts";

/**
 * What a purchase costs and why: list or manual prices, then promotions, then tax per line by its class and on shipping
 * by the standard class.
 * `prices` are of one unit; lines without one are left out. Throws RangeError if a currency differs from the purchase's.
 */
export function quote(
  purchase: Purchase,
  prices: ReadonlyMap<VariantId, ChosenPrice>,
  offers: readonly Offer[],
  taxes: Taxes | undefined,
  now: Date,
): Quote {
  const none = money(0n, purchase.currencyCode);
  const lines = purchase.lines.flatMap((line) => priced(line, prices));
  const subtotal = add(none, ...lines.map(({ total }) => total));
  const shippingPrice = add(none, ...(purchase.shipping ? [purchase.shipping.price] : []));
  const goods = { subtotal, lines: lines.map(goodsOf), shipping: shippingPrice.minorUnits };
  const discounts = applyPromotions(purchase.couponCodes, offers, goods, now);
  const quoted = lines.map((line, index) => withDiscount(line, discounts.lines[index] ?? 0n, taxes));
  const shippingTotal = subtract(shippingPrice, { ...none, minorUnits: discounts.shipping });
  const shippingAppliedTax = taxes && taxOfClass(taxes, standardClass);
  const shippingTax = taxed(shippingTotal, shippingAppliedTax);
  const discountTotal = add(none, ...quoted.map(({ discount }) => discount));
  const taxTotal = add(shippingTax, ...quoted.map(({ tax }) => tax));
  const taxInclusive = taxes?.rule.inclusive ?? false;
  return {
    lines: quoted,
    subtotal,
    discountTotal,
    shippingTotal,
    shippingTax,
    shippingAppliedTax,
    taxTotal,
    taxInclusive,
    total: add(subtract(subtotal, discountTotal), shippingTotal, ...(taxInclusive ? [] : [taxTotal])),
    steps: explain(purchase, lines, discounts, [...quoted, { tax: shippingTax, appliedTax: shippingAppliedTax }]),
    unpricedLineIds: purchase.lines.filter((line) => unitPriceOf(line, prices) === undefined).map(idOf),
    couponNotes: discounts.notes,
    redemptions: discounts.applied.flatMap(redemptionOf),
  };
}

function goodsOf({ variantId, quantity, unitPrice, total, manual }: PricedLine): Goods["lines"][number] {
  return { variantId, quantity, unitPrice: unitPrice.minorUnits, left: manual ? 0n : total.minorUnits };
}

function redemptionOf({ offer, amount }: AppliedPromotion): Redemption[] {
  const { promotion, couponCode } = offer;
  return isCounted(offer) ? [{ promotionId: promotion.promotionId, couponCode, amount }] : [];
}

function priced(line: PurchaseLine, prices: ReadonlyMap<VariantId, ChosenPrice>): PricedLine[] {
  const { lineId, variantId, quantity } = line;
  const unitPrice = unitPriceOf(line, prices);
  if (unitPrice === undefined) return [];
  const manual = line.manualUnitPrice !== undefined;
  const priceReason = manual ? undefined : prices.get(variantId);
  return [{ lineId, variantId, quantity, unitPrice, priceReason, total: multiply(unitPrice, quantity), manual }];
}

function unitPriceOf(line: PurchaseLine, prices: ReadonlyMap<VariantId, ChosenPrice>): Money | undefined {
  return line.manualUnitPrice ?? prices.get(line.variantId)?.price;
}

const idOf = ({ lineId }: PurchaseLine) => lineId;

function withDiscount({ manual: _, ...line }: PricedLine, off: bigint, taxes: Taxes | undefined): QuotedLine {
  const discount = { ...line.total, minorUnits: off };
  const net = subtract(line.total, discount);
  const appliedTax = taxes && taxOfVariant(taxes, line.variantId);
  return { ...line, discount, tax: taxed(net, appliedTax), appliedTax };
}

function taxed(net: Money, tax: AppliedTax | undefined): Money {
  return tax ? taxOn(net, tax) : { ...net, minorUnits: 0n };
}

function explain(
  { shipping }: Purchase,
  lines: readonly PricedLine[],
  { applied }: Discounts,
  taxedAmounts: Parameters<typeof taxSteps>[0],
): PriceStep[] {
  return [
    ...lines.map(lineStep),
    ...applied.map(promotionStep),
    ...(shipping ? [shippingStep(shipping)] : []),
    ...taxSteps(taxedAmounts),
  ];
}
