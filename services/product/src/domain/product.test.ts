import fc from "fast-check";
import type { Caller } from "#mesh/kernel";
import { aProduct, aProductDraft, aVariantDraft, fixedId, ids, noon, sizeAndColor } from "../../test/builders.ts";
import { createProduct } from "./create-product.ts";
import { isVisibleTo, type ProductState, visibleTo } from "./product.ts";
import { slugOf } from "./slug.ts";
import { updateProduct } from "./update-product.ts";

const later = new Date(noon.getTime() + 60_000);
const reason = (name: string, metadata = {}) =>
  expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });

test("a product is created with version 1, ids for its variants and one event", () => {
  const { next, events } = createProduct(aProductDraft(), noon, ids);
  expect(next).toMatchObject({ version: 1, createTime: noon, updateTime: noon });
  expect(next.variants[0]?.variantId).toMatch(/^var_/);
  expect(events).toEqual([{ type: "ProductCreated", key: next.productId, version: 1, product: next }]);
});

test("a product without a slug gets one made from its name", () => {
  expect(createProduct(aProductDraft({ slug: "", name: "Crème brûlée dish, 6 pcs" }), noon, ids).next.slug).toBe(
    "creme-brulee-dish-6-pcs",
  );
});

test.each([
  ["a variant without a value for an option", [{ option: "Size", value: "S" }]],
  [
    "a value that is none of the option's",
    [
      { option: "Size", value: "XXL" },
      { option: "Color", value: "red" },
    ],
  ],
  [
    "one option twice",
    [
      { option: "Size", value: "S" },
      { option: "Size", value: "M" },
    ],
  ],
])("%s is refused with OPTION_VALUES_WRONG", (_, optionValues) => {
  const draft = aProductDraft({ options: sizeAndColor, variants: [aVariantDraft({ sku: "MUG", optionValues })] });
  expect(() => createProduct(draft, noon, ids)).toThrow(reason("OPTION_VALUES_WRONG", { sku: "MUG" }));
});

test("option values are kept in the order of the options", () => {
  const optionValues = [
    { option: "Color", value: "red" },
    { option: "Size", value: "S" },
  ];
  const draft = aProductDraft({ options: sizeAndColor, variants: [aVariantDraft({ optionValues })] });
  expect(createProduct(draft, noon, ids).next.variants[0]?.optionValues).toEqual(optionValues.toReversed());
});

test("variants with one SKU, or with the same option values, are refused with VARIANT_REPEATED", () => {
  const options = [{ name: "Size", values: ["S", "M"] }];
  const sized = (sku: string, value: string) => aVariantDraft({ sku, optionValues: [{ option: "Size", value }] });
  for (const variants of [
    [sized("A", "S"), sized("A", "M")],
    [sized("A", "S"), sized("B", "S")],
  ]) {
    expect(() => createProduct(aProductDraft({ options, variants }), noon, ids)).toThrow(reason("VARIANT_REPEATED"));
  }
});

test("an option named twice is refused, naming the field", () => {
  const options = [...sizeAndColor, ...sizeAndColor];
  expect(() => createProduct(aProductDraft({ options, variants: [] }), noon, ids)).toThrow(
    expect.objectContaining({ fields: [expect.objectContaining({ field: "product.options[2].name" })] }),
  );
});

test("a published product needs a variant, a draft does not", () => {
  expect(() => createProduct(aProductDraft({ variants: [] }), noon, ids)).toThrow(reason("VARIANT_MISSING"));
  expect(createProduct(aProductDraft({ variants: [], state: "DRAFT" }), noon, ids).next.variants).toEqual([]);
});

const moves: readonly [ProductState, ProductState, boolean][] = [
  ["DRAFT", "DRAFT", true],
  ["DRAFT", "PUBLISHED", true],
  ["DRAFT", "ARCHIVED", true],
  ["PUBLISHED", "DRAFT", true],
  ["PUBLISHED", "PUBLISHED", true],
  ["PUBLISHED", "ARCHIVED", true],
  ["ARCHIVED", "DRAFT", true],
  ["ARCHIVED", "PUBLISHED", false],
  ["ARCHIVED", "ARCHIVED", true],
];
test.each(moves)("from %s to %s: allowed is %s", (from, to, allowed) => {
  const move = () => updateProduct(aProduct({ state: from }), { state: to }, "", later, ids).next.state;
  if (allowed) expect(move()).toBe(to);
  else expect(move).toThrow(reason("STATE_CHANGE_NOT_ALLOWED", { from, to }));
});

test("an update raises the version and names the changed fields only", () => {
  const product = aProduct();
  const { next, events } = updateProduct(product, { name: "Tall mug", brand: product.brand }, "1", later, ids);
  expect(next).toEqual({ ...product, name: "Tall mug", version: 2, updateTime: later });
  expect(events).toEqual([
    { type: "ProductUpdated", key: product.productId, version: 2, product: next, changedFields: ["name"] },
  ]);
});

test("an update that changes nothing gives no version and no event, whatever it names", () => {
  const product = aProduct();
  fc.assert(
    fc.property(fc.subarray(["name", "slug", "state", "variants", "options", "media"] as const), (fields) => {
      const change = Object.fromEntries(fields.map((field) => [field, copyOf(product[field])]));
      expect(updateProduct(product, change, "", later, ids)).toEqual({ next: product, events: [] });
    }),
  );
});

function copyOf(value: string | readonly object[]): unknown {
  return typeof value === "string" ? value : value.map((item) => ({ ...item }));
}

test("an update on an old etag is refused with ETAG_MISMATCH", () => {
  expect(() => updateProduct(aProduct({ version: 3 }), { name: "x" }, "2", later, ids)).toThrow(
    reason("ETAG_MISMATCH"),
  );
});

test("an update keeps named variants, adds new ones and drops the others", () => {
  const options = [{ name: "Size", values: ["S", "M", "L"] }];
  const sized = (value: string) => aVariantDraft({ optionValues: [{ option: "Size", value }] });
  const { next: product } = createProduct(aProductDraft({ options, variants: [sized("S"), sized("M")] }), noon, ids);
  const [kept] = product.variants;
  if (!kept) throw new Error("no variant");
  const { next } = updateProduct(product, { variants: [{ ...kept, weightGrams: 5 }, sized("L")] }, "", later, ids);
  expect(next.variants.map(({ variantId }) => variantId)).toEqual([kept.variantId, expect.stringMatching(/^var_/)]);
  expect(next.variants[0]?.weightGrams).toBe(5);
});

test("an update that names a variant of another product is refused with VARIANT_UNKNOWN", () => {
  const variants = [aVariantDraft({ variantId: fixedId("var", 7) })];
  expect(() => updateProduct(aProduct(), { variants }, "", later, ids)).toThrow(
    reason("VARIANT_UNKNOWN", { variant_id: fixedId("var", 7) }),
  );
});

test("emptying the slug makes it anew from the name", () => {
  expect(updateProduct(aProduct(), { slug: "" }, "", later, ids).next.slug).toBe("stoneware-mug");
});

const anonymous: Caller = { workload: "gateway" };
const withPermission = (...permissions: string[]): Caller => ({
  workload: "gateway",
  user: { userId: "usr_1", sessionId: "ses_1", permissions: new Set(permissions), isGuest: false },
});

test.each([
  ["DRAFT", anonymous, false],
  ["ARCHIVED", anonymous, false],
  ["PUBLISHED", anonymous, true],
  ["DRAFT", withPermission(), false],
  ["DRAFT", withPermission("product.write"), false],
  ["DRAFT", withPermission("product.read"), true],
  ["ARCHIVED", withPermission("*"), true],
] as const)("a %s product for %p: visible is %s", (state, caller, visible) => {
  const product = aProduct({ state });
  expect(isVisibleTo(caller, product)).toBe(visible);
  if (!visible) expect(() => visibleTo(caller, product)).toThrow(reason("RESOURCE_NOT_FOUND"));
});

test.each([
  ["Straße 7", "strasse-7"],
  ["***", "item"],
  [`${"a".repeat(99)} b`, "a".repeat(99)],
])("the slug of %p is %s", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("every slug keeps the contract's pattern", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(name))));
});
