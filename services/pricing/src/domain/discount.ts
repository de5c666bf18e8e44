import { type Money, share } from "#mesh/kernel";
import { allocateByShare, sum } from "./allocate-by-share.ts";
import type { VariantId } from "./price.ts";
import type { BuyGet, Promotion } from "./promotion.ts";

/** What promotions meet, and what those before left of it. */
export interface Goods {
  /** Of all lines, before any promotion. */
  readonly subtotal: Money;
  readonly lines: readonly GoodsLine[];
  /** Minor units of shipping that are left. */
  readonly shipping: bigint;
}

export interface GoodsLine {
  readonly variantId: VariantId;
  readonly quantity: bigint;
  /** Minor units of one. */
  readonly unitPrice: bigint;
  /** Minor units that may be taken off; 0 where no promotion counts. */
  readonly left: bigint;
}

/** Minor units off each line, and off shipping. */
export interface Discount {
  readonly lines: readonly bigint[];
  readonly shipping: bigint;
}

const whole = 10_000n;

/** What the promotion takes off: nothing if the goods do not meet its conditions, never more than is left. */
export function discountOf(promotion: Promotion, goods: Goods): Discount {
  const { minSubtotal, budget, buyGet, variantIds } = promotion;
  const nothing = goods.lines.map(() => 0n);
  const { currencyCode } = goods.subtotal;
  const isMet = minSubtotal === undefined || reaches(goods.subtotal, minSubtotal);
  if (!isMet || (budget !== undefined && budget.currencyCode !== currencyCode)) return { lines: nothing, shipping: 0n };
  if (promotion.freeShipping) return { lines: nothing, shipping: goods.shipping };
  const wanted = new Set(variantIds);
  const lines = goods.lines.map((line) =>
    wanted.size === 0 || wanted.has(line.variantId) ? line : { ...line, left: 0n },
  );
  if (buyGet !== undefined) return { lines: cheapestOff(lines, buyGet), shipping: 0n };
  const left = lines.map((line) => line.left);
  const off = partOff(promotion, goods.subtotal, sum(left));
  return { lines: off === 0n ? nothing : allocateByShare(off, left), shipping: 0n };
}

interface Part {
  readonly percentOffHundredths: number;
  readonly amountOff: Money | undefined;
}

/** The share or the amount off `left`, by the highest tier reached if there are tiers. */
function partOff(promotion: Promotion, subtotal: Money, left: bigint): bigint {
  const { tiers } = promotion;
  const part: Part | undefined =
    tiers.length === 0 ? promotion : tiers.findLast(({ minSubtotal }) => reaches(subtotal, minSubtotal));
  if (part === undefined) return 0n;
  const { percentOffHundredths, amountOff } = part;
  if (amountOff === undefined) return percentOf(left, percentOffHundredths);
  if (amountOff.currencyCode !== subtotal.currencyCode) return 0n;
  return smaller(amountOff.minorUnits, left);
}

/** Of every so many units the cheapest cost less; a line never more than is left of it. */
function cheapestOff(
  lines: readonly GoodsLine[],
  { buyQuantity, getQuantity, percentOffHundredths }: BuyGet,
): bigint[] {
  const off = lines.map(() => 0n);
  const counted = [...lines.entries()].filter(([, { left }]) => left > 0n);
  const units = sum(counted.map(([, { quantity }]) => quantity));
  let cheaper = (units / BigInt(buyQuantity + getQuantity)) * BigInt(getQuantity);
  const cheapestFirst = counted.toSorted(
    ([, a], [, b]) => ascending(a.unitPrice, b.unitPrice) || ascending(b.left, a.left),
  );
  for (const [index, { quantity, unitPrice, left }] of cheapestFirst) {
    const taken = smaller(quantity, cheaper);
    off[index] = smaller(percentOf(unitPrice * taken, percentOffHundredths), left);
    cheaper -= taken;
  }
  return off;
}

function percentOf(minorUnits: bigint, hundredths: number): bigint {
  return share({ currencyCode: "", minorUnits }, BigInt(hundredths), whole).minorUnits;
}

function reaches(subtotal: Money, least: Money): boolean {
  return subtotal.currencyCode === least.currencyCode && subtotal.minorUnits >= least.minorUnits;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function ascending(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
