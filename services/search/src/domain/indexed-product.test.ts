import { aCategory, aProduct } from "../../test/builders.ts";
import { lastOf, lowestPrices } from "./indexed-product.ts";

test("of several tellings the one of the highest version counts", () => {
  const [product, category] = [aProduct(), aCategory()];
  const products = [2, 3, 1].map((version) => ({ ...product, version }));
  const categories = [1, 2].map((version) => ({ ...category, version }));
  expect(lastOf({ products, categories })).toEqual({
    products: [{ ...product, version: 3 }],
    categories: [{ ...category, version: 2 }],
  });
});

test("each currency has its lowest price, in the order of their first", () => {
  const price = (currencyCode: string, minorUnits: bigint) => ({ currencyCode, minorUnits });
  const prices = [price("USD", 3n), price("EUR", 2n), price("USD", 1n), price("EUR", 5n)];
  expect(lowestPrices(prices)).toEqual([price("USD", 1n), price("EUR", 2n)]);
});
