import {
  aCategoryDraft,
  anEntry,
  aProduct,
  aVariantDraft,
  fixedId,
  ids,
  noon,
  sizeAndColor,
} from "../../test/builders.ts";
import { createCategory } from "./category.ts";
import { slugKey } from "./claimed-catalogue.ts";
import type { Product } from "./product.ts";
import { nothingAround } from "./surroundings.ts";
import { type ProductEntry, scopeOf, type UpsertResult, upsertProducts } from "./upsert-products.ts";

const category = fixedId("cat", 1);
const later = new Date(noon.getTime() + 60_000);

function upsert(entries: readonly ProductEntry[], products: readonly Product[] = []) {
  const slugs = new Map(products.map(({ slug, productId }) => [slugKey(slug), productId]));
  const { next } = createCategory(aCategoryDraft(), undefined, noon, ids);
  const around = { ...nothingAround, categories: new Map([[category, { ...next, categoryId: category }]]) };
  return upsertProducts(entries, { products, slugs }, { around, now: later, ids });
}

const refusal = (reason: string, metadata = {}) => ({ refusal: expect.objectContaining({ reason, metadata }) });
const outcome = (result: UpsertResult | undefined) =>
  result === undefined || "refusal" in result ? undefined : result.outcome;

/** The product as an import says it that has it from there. */
function entryOf({ productId: _, version: __, createTime: ___, updateTime: ____, ...content }: Product): ProductEntry {
  return { ...content, variants: content.variants.map(({ variantId: _____, ...variant }) => ({ ...variant })) };
}

test("entries of unknown SKUs become products: drafts with a slug of their name, unless they say otherwise", () => {
  const entries = [anEntry({ state: undefined, slug: "", name: "Oak board" }), anEntry({ state: "ARCHIVED" })];
  const { results, changes } = upsert(entries);
  const products = changes.map(({ next }) => next);
  expect(products).toMatchObject([
    { state: "DRAFT", slug: "oak-board", version: 1, createTime: later },
    { state: "ARCHIVED", slug: entries[1]?.slug },
  ]);
  expect(changes.flatMap(({ events }) => events.map(({ type }) => type))).toEqual(["ProductCreated", "ProductCreated"]);
  expect(results).toEqual(
    products.map(({ productId, variants }) => ({
      outcome: "CREATED",
      productId,
      variants: variants.map(({ sku, variantId }) => ({ sku, variantId })),
    })),
  );
});

test("an entry of a known SKU replaces what is said of its product, and keeps the variants of its SKUs", () => {
  const [kept, gone, added] = [aVariantDraft(), aVariantDraft(), aVariantDraft()];
  const options = [{ name: "Size", values: ["S", "M"] }];
  const sized = (value: string) => ({ optionValues: [{ option: "Size", value }] });
  const before = aProduct({
    options,
    variants: [
      { ...kept, ...sized("S"), variantId: fixedId("var", 1) },
      { ...gone, ...sized("M"), variantId: fixedId("var", 2) },
    ],
  });
  const variants = [
    { ...added, ...sized("S") },
    { ...kept, ...sized("M"), nonStock: true },
  ];
  const { results, changes } = upsert(
    [anEntry({ state: undefined, slug: "", name: "Mug", brand: "", options, variants })],
    [before],
  );
  const [change] = changes;
  expect(change).toMatchObject({
    before,
    next: { ...before, name: "Mug", brand: "", version: 2, updateTime: later, variants },
    events: [{ type: "ProductUpdated", changedFields: expect.arrayContaining(["name", "brand", "variants"]) }],
  });
  expect(change?.next.variants[1]?.variantId).toBe(fixedId("var", 1));
  expect(results).toMatchObject([{ outcome: "UPDATED", productId: before.productId }]);
});

test("an entry that says what is there changes nothing, whatever the order of its option values", () => {
  const optionValues = [
    { option: "Size", value: "S" },
    { option: "Color", value: "red" },
  ];
  const variant = { ...aVariantDraft({ optionValues }), variantId: fixedId("var", 1) };
  const before = aProduct({ options: sizeAndColor, variants: [variant], categoryIds: [category] });
  const same = entryOf(before);
  const turned = { ...same, variants: [{ ...variant, optionValues: optionValues.toReversed() }] };
  const silent = { ...same, slug: "", state: undefined };
  for (const entry of [same, turned, silent]) {
    const { results, changes } = upsert([entry], [before]);
    expect([results.map(outcome), changes]).toEqual([["UNCHANGED"], []]);
  }
});

test.each<[string, Partial<ProductEntry>, object]>([
  [
    "an unknown category",
    { categoryIds: [category, fixedId("cat", 2)] },
    refusal("CATEGORY_UNKNOWN", { category_id: fixedId("cat", 2) }),
  ],
  ["an option without its value", { options: sizeAndColor.slice(0, 1) }, refusal("OPTION_VALUES_WRONG", { sku: "A" })],
  [
    "one SKU for two variants",
    { variants: [aVariantDraft({ sku: "A" }), aVariantDraft({ sku: "A" })] },
    refusal("VARIANT_REPEATED", { sku: "A" }),
  ],
  [
    "one option value twice",
    { variants: [aVariantDraft({ sku: "A" }), aVariantDraft({ sku: "B" })] },
    refusal("VARIANT_REPEATED", { sku: "B" }),
  ],
  [
    "an option twice",
    { options: [...sizeAndColor, ...sizeAndColor] },
    { refusal: expect.objectContaining({ fields: [expect.objectContaining({ field: "options[2].name" })] }) },
  ],
])("an entry with %s is refused, new or known, and the others are kept", (_, change, refused) => {
  const variants = [aVariantDraft({ sku: "A" })];
  const wrong = anEntry({ variants, ...change });
  for (const products of [
    [],
    [aProduct({ variants: [{ ...aVariantDraft({ sku: "A" }), variantId: fixedId("var", 1) }] })],
  ]) {
    const { results, changes } = upsert([anEntry(), wrong, anEntry()], products);
    expect(results).toEqual([expect.objectContaining({ outcome: "CREATED" }), refused, expect.anything()]);
    expect(changes).toHaveLength(2);
  }
});

test("a state that cannot be is refused with STATE_CHANGE_NOT_ALLOWED", () => {
  const before = aProduct({ state: "ARCHIVED" });
  expect(upsert([{ ...entryOf(before), state: "PUBLISHED" }], [before])).toEqual({
    results: [refusal("STATE_CHANGE_NOT_ALLOWED", { from: "ARCHIVED", to: "PUBLISHED" })],
    changes: [],
  });
});

test("SKUs of two products in one entry are refused with SKU_TAKEN, naming the second's", () => {
  const [one, other] = [aProduct(), aProduct()];
  const sku = other.variants[0]?.sku;
  const entry = anEntry({ variants: [...entryOf(one).variants, ...entryOf(other).variants] });
  expect(upsert([entry], [one, other]).results).toEqual([refusal("SKU_TAKEN", { sku })]);
});

test("what an earlier entry took is taken for later ones, unless it was refused", () => {
  const before = aProduct();
  const { sku } = before.variants[0] ?? aVariantDraft();
  const again = anEntry({ variants: [aVariantDraft({ sku })] });
  const moved = { ...entryOf(before), variants: [aVariantDraft({ sku }), aVariantDraft({ sku })] };
  const fresh = anEntry();
  const { results } = upsert(
    [moved, again, again, fresh, { ...fresh, slug: "other" }, { ...anEntry(), slug: fresh.slug }],
    [before],
  );
  expect(results).toEqual([
    refusal("VARIANT_REPEATED", { sku }),
    expect.objectContaining({ outcome: "UPDATED" }),
    refusal("SKU_TAKEN", { sku }),
    expect.objectContaining({ outcome: "CREATED" }),
    refusal("SKU_TAKEN", { sku: fresh.variants[0]?.sku }),
    refusal("SLUG_TAKEN", { slug: fresh.slug }),
  ]);
});

test("a SKU that an earlier entry leaves out is not free for a later one", () => {
  const before = aProduct();
  const { sku } = before.variants[0] ?? aVariantDraft();
  const kept = aVariantDraft();
  const two = aProduct({ ...before, variants: [...before.variants, { ...kept, variantId: fixedId("var", 9) }] });
  const results = upsert(
    [anEntry({ variants: [kept] }), anEntry({ variants: [aVariantDraft({ sku })] })],
    [two],
  ).results;
  expect(results.map(outcome)).toEqual(["UPDATED", undefined]);
  expect(results[1]).toEqual(refusal("SKU_TAKEN", { sku }));
});

test("names that make one slug get slugs of their own; a slug that is asked for and held is refused", () => {
  const held = aProduct({ slug: "mug" });
  const named = () => anEntry({ slug: "", name: "Mug" });
  const { results, changes } = upsert([named(), named(), anEntry({ slug: "mug" })], [held]);
  const slugs = changes.map(({ next }) => next.slug);
  expect(slugs).toEqual([expect.stringMatching(/^mug-\w{6}$/), expect.stringMatching(/^mug-\w{6}$/)]);
  expect(new Set(slugs).size).toBe(2);
  expect(results[2]).toEqual(refusal("SLUG_TAKEN", { slug: "mug" }));
});

test("the scope of entries is their SKUs and the slugs they have or would get, each once", () => {
  const one = aVariantDraft({ sku: "A" });
  const entries = [
    anEntry({ slug: "", name: "Oak board", variants: [one] }),
    anEntry({ slug: "mug", variants: [one, aVariantDraft({ sku: "B" })] }),
    anEntry({ slug: "oak-board", variants: [] }),
  ];
  expect(scopeOf(entries)).toMatchObject({ skus: ["A", "B"], slugs: ["oak-board", "mug"] });
});
