import type { Money } from "#mesh/kernel";
import type { CurrencyRate } from "./currency-rate.ts";
import type { PriceOrigin, VariantId } from "./price.ts";
import type { PriceListId } from "./price-list.ts";

/** A price a variant may be sold at: of a list that counts for the customer now, set for everybody, or of the catalogue. */
export interface PriceCandidate {
  readonly variantId: VariantId;
  readonly price: Money;
  readonly origin: Exclude<PriceOrigin, "CURRENCY_RATE">;
  readonly updateTime: Date;
  /** Of an entry of a list. */
  readonly entry?: CandidateEntry | undefined;
}

export interface CandidateEntry {
  readonly priceListId: PriceListId;
  readonly priceListName: string;
  readonly priority: number;
  readonly minQuantity: bigint;
  readonly endTime: Date | undefined;
}

/** What one unit costs, and why. */
export interface ChosenPrice {
  readonly variantId: VariantId;
  readonly price: Money;
  readonly origin: PriceOrigin;
  /** What it costs without lists, if that is more. */
  readonly compareAtPrice?: Money | undefined;
  readonly entry?: CandidateEntry | undefined;
  /** What that list asks, by quantity. */
  readonly quantityPrices: readonly QuantityPrice[];
  /** Empty for the plain price. */
  readonly reason: string;
  /** Of one derived by a rate. */
  readonly derivedFrom?: { readonly basePrice: Money; readonly rate: CurrencyRate } | undefined;
}

export interface QuantityPrice {
  readonly minQuantity: bigint;
  readonly price: Money;
}

type ListCandidate = PriceCandidate & { readonly entry: CandidateEntry };

/**
 * The price of a variant of which `quantity` units are bought. A list's price goes before the one set for everybody, that
 * before the catalogue's. Of a list the entry of the largest quantity reached counts; of lists those of the highest
 * priority, of those the lowest price, of those the newest list. Undefined if none is in the currency.
 */
export function choosePrice(
  candidates: readonly PriceCandidate[],
  quantity: bigint,
  currencyCode: string,
): ChosenPrice | undefined {
  const fitting = candidates.filter(({ price }) => price.currencyCode === currencyCode);
  const plain = plainPrice(fitting);
  const listed = bestEntry(fitting.filter(isListed), quantity);
  if (listed === undefined) return plain;
  const { variantId, price, origin, entry } = listed;
  const compareAtPrice = plain && plain.price.minorUnits > price.minorUnits ? plain.price : undefined;
  const quantityPrices = quantityPricesOf(fitting.filter(isListed), entry.priceListId);
  return { variantId, price, origin, entry, compareAtPrice, quantityPrices, reason: reasonOf(entry) };
}

function plainPrice(candidates: readonly PriceCandidate[]): ChosenPrice | undefined {
  const found =
    candidates.find(({ origin }) => origin === "PRICE_LIST") ?? candidates.find(({ origin }) => origin === "CATALOGUE");
  return (
    found && { variantId: found.variantId, price: found.price, origin: found.origin, quantityPrices: [], reason: "" }
  );
}

function isListed(candidate: PriceCandidate): candidate is ListCandidate {
  return candidate.entry !== undefined;
}

function bestEntry(entries: readonly ListCandidate[], quantity: bigint): ListCandidate | undefined {
  const reached = new Map<PriceListId, ListCandidate>();
  for (const candidate of entries) {
    const { priceListId, minQuantity } = candidate.entry;
    const known = reached.get(priceListId);
    if (minQuantity > quantity || (known && known.entry.minQuantity > minQuantity)) continue;
    reached.set(priceListId, candidate);
  }
  return [...reached.values()].toSorted(byPreference)[0];
}

function byPreference(a: ListCandidate, b: ListCandidate): number {
  if (a.entry.priority !== b.entry.priority) return b.entry.priority - a.entry.priority;
  if (a.price.minorUnits !== b.price.minorUnits) return a.price.minorUnits < b.price.minorUnits ? -1 : 1;
  return a.entry.priceListId > b.entry.priceListId ? -1 : 1;
}

function quantityPricesOf(entries: readonly ListCandidate[], priceListId: PriceListId): readonly QuantityPrice[] {
  return entries
    .filter(({ entry }) => entry.priceListId === priceListId)
    .map(({ entry: { minQuantity }, price }) => ({ minQuantity, price }))
    .toSorted((a, b) => (a.minQuantity < b.minQuantity ? -1 : 1));
}

function reasonOf({ priceListName, minQuantity }: CandidateEntry): string {
  return minQuantity > 1n ? `${priceListName}, from ${minQuantity}` : priceListName;
}
