import { type DescMessage, fromJson, type JsonObject, type MessageShape } from "@bufbuild/protobuf";
import { createValidator } from "@bufbuild/protovalidate";
import {
  CreatePriceListRequestSchema,
  PriceListEntryInputSchema,
} from "#gen/es/ultramarket/pricing/v1/price_list_service_pb.js";
import {
  CreatePromotionRequestSchema,
  SetTaxRuleRequestSchema,
} from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import {
  CreateBrandRequestSchema,
  CreateCategoryRequestSchema,
  CreateCollectionRequestSchema,
  CreateProductRequestSchema,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { createIds, systemClock } from "#mesh/kernel";
import { unitsOf } from "./load-stock.ts";
import {
  sampleBrands,
  sampleCategories,
  sampleCollections,
  samplePriceLists,
  sampleProducts,
  samplePromotions,
  sampleTaxRules,
} from "./sample-shop.ts";

const validator = createValidator();
const ids = createIds(systemClock);

function read<Desc extends DescMessage>(schema: Desc, json: JsonObject): MessageShape<Desc> {
  const message = fromJson(schema, json);
  expect(validator.validate(schema, message)).toMatchObject({ kind: "valid" });
  return message;
}

const categories = await sampleCategories();
const products = (await sampleProducts()).map(({ categories, request }) => ({
  categories,
  input: read(CreateProductRequestSchema, {
    ...request,
    product: { ...request.product, categoryIds: categories.map(() => ids.next("cat")) },
  }).product,
}));
const variants = products.flatMap(({ input }) => input?.variants ?? []);

test("every category keeps the contract and comes after its parent", () => {
  const seen = new Set<string>();
  for (const { parent, request } of categories) {
    read(CreateCategoryRequestSchema, {
      ...request,
      category: { ...request.category, ...(parent && { parentCategoryId: ids.next("cat") }) },
    });
    if (parent) expect([...seen]).toContain(parent);
    seen.add(request.category.slug);
  }
  expect(seen.size).toBe(categories.length);
});

test("every product stands in categories that exist, and every category holds products", () => {
  const used = new Set(products.flatMap((product) => product.categories));
  expect([...used].toSorted()).toEqual(categories.map(({ request }) => request.category.slug).toSorted());
});

test("slugs, SKUs and GTINs are unique", () => {
  const gtins = variants.map(({ gtin }) => gtin).filter((gtin) => gtin !== "");
  for (const values of [products.map(({ input }) => input?.slug), variants.map(({ sku }) => sku), gtins])
    expect(new Set(values).size).toBe(values.length);
});

test("every product says what it is, and every variant has one value of each option, unlike the others", () => {
  for (const { input } of products) {
    expect(input?.description).toMatch(/\.$/);
    expect(input?.attributes).not.toHaveLength(0);
    const combinations = input?.variants.map(({ optionValues }) =>
      (input.options ?? []).map(({ name, values }) => {
        const value = optionValues.find(({ option }) => option === name)?.value ?? "";
        expect(values).toContain(value);
        return value;
      }),
    );
    expect(new Set(combinations?.map((values) => values.join("|"))).size).toBe(input?.variants.length);
  }
});

test("every product is of a brand that exists, and every brand has products", async () => {
  const brands = (await sampleBrands()).map((json) => read(CreateBrandRequestSchema, json).brand?.name);
  expect([...new Set(products.map(({ input }) => input?.brand))].toSorted()).toEqual(brands.toSorted());
});

test("collections are of brands, categories and products that exist, each three of them at least", async () => {
  const slugs = new Set(products.map(({ input }) => input?.slug));
  const known = new Set([...slugs, ...categories.map(({ request }) => request.category.slug)]);
  for (const { brands = [], categories: places = [], products: chosen = [], request } of await sampleCollections()) {
    const { rule, ...collection } = request.collection;
    const idsOf = (names: readonly string[], prefix: string) => names.map(() => ids.next(prefix));
    const withIds = { ...(rule as JsonObject), brandIds: idsOf(brands, "brd"), categoryIds: idsOf(places, "cat") };
    const named = { ...collection, ...(rule ? { rule: withIds } : { productIds: idsOf(chosen, "prd") }) };
    read(CreateCollectionRequestSchema, { ...request, collection: named });
    expect([...places, ...chosen].filter((slug) => !known.has(slug))).toEqual([]);
    for (const brand of brands)
      expect(products.filter(({ input }) => input?.brand === brand).length).toBeGreaterThan(2);
  }
});

test("price lists are dearer for one than for many, and of SKUs that exist", async () => {
  const prices = new Map(variants.map(({ sku, price }) => [sku, price]));
  for (const { request, entries } of await samplePriceLists()) {
    read(CreatePriceListRequestSchema, request);
    for (const { sku, ...entry } of entries) {
      const { price, minQuantity } = read(PriceListEntryInputSchema, { ...entry, variantId: ids.next("var") });
      expect(minQuantity).toBeGreaterThan(1n);
      expect(price?.minorUnits).toBeLessThan(prices.get(sku)?.minorUnits ?? 0n);
    }
  }
});

test("GTINs have GS1's check digit and the prefix for use within a company", () => {
  const gtins = variants.map(({ gtin }) => gtin).filter((gtin) => gtin !== "");
  expect(gtins).not.toHaveLength(0);
  for (const gtin of gtins) {
    expect(gtin).toMatch(/^020\d{10}$/);
    const sum = [...gtin].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
    expect(sum % 10).toBe(0);
  }
});

test("every price is in euro and above zero, every variant has a weight or is not shipped", () => {
  for (const { price, weightGrams, optionValues } of variants) {
    expect(price?.currencyCode).toBe("EUR");
    expect(price?.minorUnits).toBeGreaterThan(0n);
    expect(weightGrams > 0 || optionValues.some(({ value }) => value === "Audiobook")).toBe(true);
  }
});

test("every variant has stock to sell, the same each time", () => {
  for (const { sku } of variants) expect(unitsOf(sku)).toBeGreaterThanOrEqual(20n);
  expect(unitsOf("HOM-VASE")).toBe(unitsOf("HOM-VASE"));
});

test("a dozen countries and more are taxed, each once, some within the price and some on top; the United States are not", async () => {
  const rules = (await sampleTaxRules()).map((json) => read(SetTaxRuleRequestSchema, json));
  const countries = rules.map(({ countryCode }) => countryCode);
  expect(new Set(countries).size).toBe(countries.length);
  expect(countries.length).toBeGreaterThanOrEqual(12);
  expect(countries).not.toContain("US");
  expect(new Set(rules.map(({ taxRule }) => taxRule?.inclusive))).toEqual(new Set([true, false]));
});

test("there is one promotion by percentage and one by amount", async () => {
  const promotions = (await samplePromotions()).map((json) => read(CreatePromotionRequestSchema, json).promotion);
  expect(promotions.map((promotion) => [promotion?.couponCode, promotion?.percentOffHundredths])).toEqual([
    ["WELCOME10", 1000],
    ["FIVEOFF", 0],
  ]);
  expect(promotions[1]?.amountOff).toMatchObject({ currencyCode: "EUR", minorUnits: 500n });
});
