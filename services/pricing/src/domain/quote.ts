import { add, type Money, money, multiply, subtract } from "#mesh/kernel";
import { type AppliedPromotion, applyPromotions, type Discounts } from "./apply-promotions.ts";
import type { ChosenPrice } from "./choose-price.ts";
import type { Goods } from "./discount.ts";
import type { VariantId } from "./price.ts";
import { lineStep, type PricedLine, promotionStep, shippingStep, taxStep } from "./price-steps.ts";
import type { PriceStep, Purchase, PurchaseLine, Quote, QuotedLine } from "./purchase.ts";
import { isCounted, type Offer, type Redemption } from "./redemption.ts";
import { type TaxRule, taxOn } from "./tax-rule.ts";

/**
 * What a purchase costs and why: list or manual prices, then promotions, then tax per line and on shipping.
 * `prices` are of one unit; lines without one are left out. Throws RangeError if a currency differs from the purchase's.
 */
export function quote(
  purchase: Purchase,
  prices: ReadonlyMap<VariantId, ChosenPrice>,
  offers: readonly Offer[],
  taxRule: TaxRule | undefined,
  now: Date,
): Quote {
  const none = money(0n, purchase.currencyCode);
  const lines = purchase.lines.flatMap((line) => priced(line, prices));
  const subtotal = add(none, ...lines.map(({ total }) => total));
  const shippingPrice = add(none, ...(purchase.shipping ? [purchase.shipping.price] : []));
  const goods = { subtotal, lines: lines.map(goodsOf), shipping: shippingPrice.minorUnits };
  const discounts = applyPromotions(purchase.couponCodes, offers, goods, now);
  const quoted = lines.map((line, index) => withDiscount(line, discounts.lines[index] ?? 0n, taxRule));
  const shippingTotal = subtract(shippingPrice, { ...none, minorUnits: discounts.shipping });
  const shippingTax = taxRule ? taxOn(shippingTotal, taxRule) : none;
  const discountTotal = add(none, ...quoted.map(({ discount }) => discount));
  const taxTotal = add(shippingTax, ...quoted.map(({ tax }) => tax));
  const taxInclusive = taxRule?.inclusive ?? false;
  return {
    lines: quoted,
    subtotal,
    discountTotal,
    shippingTotal,
    shippingTax,
    taxTotal,
    taxInclusive,
    total: add(subtract(subtotal, discountTotal), shippingTotal, ...(taxInclusive ? [] : [taxTotal])),
    steps: explain(purchase, lines, discounts, taxTotal, taxRule),
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

function withDiscount({ manual: _, ...line }: PricedLine, off: bigint, taxRule: TaxRule | undefined): QuotedLine {
  const discount = { ...line.total, minorUnits: off };
  const net = subtract(line.total, discount);
  return { ...line, discount, tax: taxRule ? taxOn(net, taxRule) : { ...net, minorUnits: 0n } };
}

function explain(
  { shipping }: Purchase,
  lines: readonly PricedLine[],
  { applied }: Discounts,
  taxTotal: Money,
  taxRule: TaxRule | undefined,
): PriceStep[] {
  return [
    ...lines.map(lineStep),
    ...applied.map(promotionStep),
    ...(shipping ? [shippingStep(shipping)] : []),
    ...(taxRule && taxTotal.minorUnits !== 0n ? [taxStep(taxTotal, taxRule)] : []),
  ];
}
