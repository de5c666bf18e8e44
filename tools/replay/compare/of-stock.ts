import type { Stock as Units } from "../../import/market/stock.ts";

export type { Stock as Units } from "../../import/market/stock.ts";

/** Units of each variant in all warehouses. */
export type Stock = ReadonlyMap<string, Units>;

const none: Units = { onHand: 0n, available: 0n };

/** The variants whose stock is not what it was at the beginning with what was entered, in words. */
export function stockAdrift(opening: Stock, entered: ReadonlyMap<string, bigint>, now: Stock): readonly string[] {
  const variants = [...new Set([...opening.keys(), ...entered.keys(), ...now.keys()])];
  return variants.flatMap((variantId) => {
    const [before, found] = [opening.get(variantId) ?? none, now.get(variantId) ?? none];
    const moved = entered.get(variantId) ?? 0n;
    return [
      ...differing(variantId, "units", found.onHand, before.onHand + moved),
      ...differing(variantId, "available units", found.available, before.available + moved),
    ];
  });
}

function differing(variantId: string, what: string, found: bigint, expected: bigint): readonly string[] {
  return found === expected ? [] : [`${variantId} has ${found} ${what}, not ${expected}`];
}
