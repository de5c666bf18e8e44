import { checkProduct } from "../../../services/product/src/domain/check-product.ts";
import { generateProducts } from "./generate-products.ts";

const products = generateProducts(200, 8, new Date("2026-01-01T00:00:00Z"));

test("generated products keep the rules of the product service", () => {
  for (const product of products) expect(checkProduct(product)).toEqual(product);
});

test("ids, slugs and SKUs differ, and ids sort by age", () => {
  const ids = products.map(({ productId }) => productId);
  const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
  expect(ids.toSorted()).toEqual(ids);
  expect([new Set(ids).size, new Set(products.map(({ slug }) => slug)).size]).toEqual([200, 200]);
  expect(new Set(skus).size).toBe(600);
});

test("nine of ten are published", () => {
  expect(products.filter(({ state }) => state === "PUBLISHED")).toHaveLength(180);
});
