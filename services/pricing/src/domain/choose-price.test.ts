import fc from "fast-check";
import { money } from "#mesh/kernel";
import { eur, ids, noon } from "../../test/builders.ts";
import { choosePrice, type PriceCandidate } from "./choose-price.ts";

const variantId = ids.next("var");
const plain = (minorUnits: number, origin: "CATALOGUE" | "PRICE_LIST" = "CATALOGUE"): PriceCandidate => ({
  ...{ variantId, price: eur(minorUnits), origin, updateTime: noon },
});

function listed(minorUnits: number, change: Partial<NonNullable<PriceCandidate["entry"]>> = {}): PriceCandidate {
  const entry = {
    priceListId: ids.next("prl"),
    priceListName: "Sale",
    priority: 0,
    minQuantity: 1n,
    endTime: undefined,
  };
  return { ...plain(minorUnits), origin: "PRICE_LIST_ENTRY", entry: { ...entry, ...change } };
}

const unitPrice = (candidates: readonly PriceCandidate[], quantity = 1n) =>
  choosePrice(candidates, quantity, "EUR")?.price.minorUnits;

test("a list's price goes before the one for everybody, that before the catalogue's, whichever is lower", () => {
  expect(unitPrice([])).toBeUndefined();
  expect(unitPrice([plain(10)])).toBe(10n);
  expect(unitPrice([plain(10), plain(20, "PRICE_LIST")])).toBe(20n);
  expect(unitPrice([plain(10), plain(20, "PRICE_LIST"), listed(30)])).toBe(30n);
});

test("prices in other currencies do not count", () => {
  const dollars = { ...listed(1), price: money(1n, "USD") };
  expect(unitPrice([dollars, plain(10)])).toBe(10n);
});

test("of one list the entry of the largest quantity reached counts, even if it is dearer", () => {
  const priceListId = ids.next("prl");
  const entries = [
    [1n, 100],
    [5n, 90],
    [10n, 95],
  ] as const;
  const candidates = entries.map(([minQuantity, minorUnits]) => listed(minorUnits, { priceListId, minQuantity }));
  for (const [quantity, wanted] of [
    [1n, 100n],
    [4n, 100n],
    [5n, 90n],
    [9n, 90n],
    [10n, 95n],
  ] as const) {
    expect(unitPrice(candidates, quantity)).toBe(wanted);
    expect(unitPrice(candidates.toReversed(), quantity)).toBe(wanted);
  }
  expect(choosePrice(candidates, 5n, "EUR")).toMatchObject({
    reason: "Sale, from 5",
    quantityPrices: entries.map(([minQuantity, minorUnits]) => ({ minQuantity, price: eur(minorUnits) })),
  });
});

test("what it is compared with is told only if that is more", () => {
  expect(choosePrice([plain(10), listed(9)], 1n, "EUR")?.compareAtPrice).toEqual(eur(10));
  expect(choosePrice([plain(10), listed(10)], 1n, "EUR")?.compareAtPrice).toBeUndefined();
});

test("the order of the candidates changes nothing; none of a higher priority, nor of the same and lower, is passed over", () => {
  const candidates = fc.array(
    fc
      .record({
        minorUnits: fc.integer({ min: 0, max: 5 }),
        priority: fc.integer({ min: -1, max: 1 }),
        minQuantity: fc.bigInt(1n, 3n),
      })
      .map(({ minorUnits, ...entry }) => listed(minorUnits, entry)),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(candidates, fc.bigInt(1n, 3n), (all, quantity) => {
      const chosen = choosePrice(all, quantity, "EUR");
      expect(choosePrice(all.toReversed(), quantity, "EUR")).toEqual(chosen);
      const reached = all.flatMap(({ price, entry }) =>
        entry && entry.minQuantity <= quantity ? [{ price, entry }] : [],
      );
      const highest = Math.max(...reached.map(({ entry }) => entry.priority));
      const prices = reached
        .filter(({ entry }) => entry.priority === highest)
        .map(({ price }) => Number(price.minorUnits));
      expect(chosen === undefined ? Number.POSITIVE_INFINITY : Number(chosen.price.minorUnits)).toBe(
        Math.min(...prices),
      );
    }),
  );
});
