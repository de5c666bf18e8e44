import { weightedList } from "./http.ts";

/**
 * The offer a client likes best by its Accept header: by weight, then what it names rather than matches by a
 * wildcard, then the order of the offers. Undefined if it wants none of them. No header wants anything.
 */
export function preferred<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | undefined {
  if (accept === undefined || accept.trim() === "") return offers[0];
  const ranges = weightedList(accept);
  const ranked = offers.map((offer) => {
    const [best] = ranges
      .map((range) => ({ weight: range.weight, specificity: specificity(range.value, offer) }))
      .filter((range) => range.specificity > 0)
      .toSorted((a, b) => b.specificity - a.specificity);
    return { offer, weight: best?.weight ?? 0, specificity: best?.specificity ?? 0 };
  });
  const [first] = ranked.toSorted((a, b) => b.weight - a.weight || b.specificity - a.specificity);
  return first === undefined || first.weight === 0 ? undefined : first.offer;
}

/** 3 for the type itself, 2 for its family, 1 for anything, 0 if the range does not hold the offer. */
function specificity(range: string, offer: string): number {
  if (range === offer) return 3;
  if (range === `${offer.slice(0, offer.indexOf("/"))}/*`) return 2;
  return range === "*/*" ? 1 : 0;
}
