import type { RequestKey } from "#mesh/kernel";
import type { CategoryStore, ProductFilter, ProductStore } from "../src/app/ports.ts";
import { type CategoryId, createCategory, updateCategory } from "../src/domain/category.ts";
import { createProduct } from "../src/domain/create-product.ts";
import type { Product } from "../src/domain/product.ts";
import type { ProductDraft } from "../src/domain/product-draft.ts";
import { type ProductChange, updateProduct } from "../src/domain/update-product.ts";
import { aCategoryDraft, aProductDraft, aVariantDraft, ids, noon } from "./builders.ts";

export interface ProductStores {
  readonly products: ProductStore;
  readonly categories: CategoryStore;
}

/** What every engine that keeps products must do. */
export function productStoresContract(stores: () => ProductStores): void {
  const create = (change: Partial<ProductDraft> = {}, request?: RequestKey) =>
    stores().products.create(() => createProduct(aProductDraft(change), noon, ids), request);
  const change = ({ productId }: Product, wanted: ProductChange, etag = "") =>
    stores().products.change(productId, (product) => updateProduct(product, wanted, etag, noon, ids));
  const createCategoryIn = async (parentId?: CategoryId) => {
    const parent = parentId && (await stores().categories.find(parentId));
    return stores().categories.create(() => createCategory(aCategoryDraft(), parent || undefined, noon, ids));
  };
  const reason = (name: string, metadata = {}) =>
    expect.objectContaining({ reason: name, metadata: expect.objectContaining(metadata) });

  test("a product comes back as it was created, by id, by ids and by its variants", async () => {
    const product = await create();
    const variantIds = product.variants.map(({ variantId }) => variantId);
    expect(await stores().products.find(product.productId)).toEqual(product);
    expect(await stores().products.findMany([product.productId, ids.next("prd")])).toEqual([product]);
    expect(await stores().products.findByVariants([...variantIds, ids.next("var")])).toEqual([product]);
  });

  test("what does not exist is undefined, and cannot be changed", async () => {
    expect(await stores().products.find(ids.next("prd"))).toBeUndefined();
    expect(await stores().categories.find(ids.next("cat"))).toBeUndefined();
    await expect(change({ productId: ids.next("prd") } as Product, {})).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
    await expect(
      stores().categories.change(ids.next("cat"), (category) => ({ next: category, events: [] })),
    ).rejects.toThrow(reason("RESOURCE_NOT_FOUND"));
  });

  test("prices keep every digit a bigint has", async () => {
    const price = { currencyCode: "JPY", minorUnits: 9_007_199_254_740_993n };
    const { productId } = await create({ variants: [aVariantDraft({ price })] });
    expect((await stores().products.find(productId))?.variants[0]?.price).toEqual(price);
  });

  test("a change is kept, one that changes nothing leaves the version", async () => {
    const product = await create();
    const changed = await change(product, { name: "Tall mug", variants: [aVariantDraft()] });
    expect(changed.version).toBe(2);
    expect(await stores().products.find(product.productId)).toEqual(changed);
    expect(await stores().products.findByVariants(product.variants.map(({ variantId }) => variantId))).toEqual([]);
    expect(await change(product, { name: "Tall mug" })).toEqual(changed);
  });

  test("a SKU held by another product is refused with SKU_TAKEN and nothing is kept", async () => {
    const taken = aVariantDraft();
    await create({ variants: [taken] });
    const slug = `other-${ids.uuid()}`;
    await expect(create({ slug, variants: [taken] })).rejects.toThrow(reason("SKU_TAKEN", { sku: taken.sku }));
    expect((await list({ slug })).length).toBe(0);
    const other = await create();
    await expect(change(other, { variants: [taken] })).rejects.toThrow(reason("SKU_TAKEN", { sku: taken.sku }));
    expect(await stores().products.find(other.productId)).toEqual(other);
  });

  test("a slug held by another product or category is refused with SLUG_TAKEN", async () => {
    const { slug } = await create();
    const taken = reason("SLUG_TAKEN", { slug });
    await expect(create({ slug })).rejects.toThrow(taken);
    await expect(change(await create(), { slug })).rejects.toThrow(taken);
    const category = await createCategoryIn();
    await expect(
      stores().categories.create(() => createCategory(aCategoryDraft({ slug: category.slug }), undefined, noon, ids)),
    ).rejects.toThrow(reason("SLUG_TAKEN", { slug: category.slug }));
  });

  test("SKUs may move between the variants of one product", async () => {
    const options = [{ name: "Size", values: ["S", "M"] }];
    const sized = (value: string) => aVariantDraft({ optionValues: [{ option: "Size", value }] });
    const product = await create({ options, variants: [sized("S"), sized("M")] });
    const [small, medium] = product.variants;
    if (!small || !medium) throw new Error("no variants");
    const variants = [
      { ...small, sku: medium.sku },
      { ...medium, sku: small.sku },
    ];
    expect((await change(product, { variants })).variants).toEqual(variants);
  });

  test("of twenty racing changes on one etag, one wins and the others are refused with ETAG_MISMATCH", async () => {
    const product = await create();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => change(product, { name: `Mug ${index}` }, String(product.version))),
    );
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refusals).toEqual(Array.from({ length: 19 }, () => reason("ETAG_MISMATCH")));
    expect((await stores().products.find(product.productId))?.version).toBe(2);
  });

  test("a repeat under one request key gives the first answer, other content under it is refused", async () => {
    const request = { caller: "usr_1", method: "/CreateProduct", key: ids.uuid(), hash: "a" };
    const first = await create({}, request);
    expect(await create({}, request)).toEqual(first);
    await expect(create({}, { ...request, hash: "b" })).rejects.toThrow(reason("REQUEST_ID_REUSED"));
  });

  const list = async (filter: ProductFilter, size = 100) =>
    (await stores().products.page(filter, undefined, size)).items;

  test("pages show each product once, newest first, by any filter", async () => {
    const { categoryId } = await createCategoryIn();
    const brand = `Brand ${ids.uuid()}`;
    const made: Product[] = [];
    for (let index = 0; index < 5; index++) made.push(await create({ brand, categoryIds: [categoryId] }));
    await create({ brand, state: "DRAFT" });
    for (const filter of [
      { state: "PUBLISHED", categoryId },
      { state: "PUBLISHED", brand },
      { categoryId, brand },
    ] as const) {
      const seen: Product[] = [];
      let page = await stores().products.page(filter, undefined, 2);
      for (; page.nextKey !== undefined; page = await stores().products.page(filter, page.nextKey, 2))
        seen.push(...page.items);
      expect([...seen, ...page.items]).toEqual(made.toReversed());
    }
    expect((await list({ brand })).length).toBe(6);
    expect(await list({ brand, state: "ARCHIVED" })).toEqual([]);
  });

  test("a product stands under its categories and all above them, until it is moved", async () => {
    const top = await createCategoryIn();
    const child = await createCategoryIn(top.categoryId);
    const other = await createCategoryIn();
    const product = await create({ categoryIds: [child.categoryId] });
    const under = async (categoryId: CategoryId) => (await list({ state: "PUBLISHED", categoryId })).length;
    expect([await under(top.categoryId), await under(child.categoryId), await under(other.categoryId)]).toEqual([
      1, 1, 0,
    ]);
    await change(product, { categoryIds: [other.categoryId] });
    expect([await under(top.categoryId), await under(child.categoryId), await under(other.categoryId)]).toEqual([
      0, 0, 1,
    ]);
  });

  test("categories come back as created and changed, and by pages of their parent, oldest first", async () => {
    const top = await createCategoryIn();
    const children = [await createCategoryIn(top.categoryId), await createCategoryIn(top.categoryId)];
    const first = await stores().categories.page(top.categoryId, undefined, 1);
    expect(first.items).toEqual(children.slice(0, 1));
    const second = await stores().categories.page(top.categoryId, first.nextKey, 1);
    expect(second).toEqual({ items: children.slice(1), nextKey: undefined });
    const changed = await stores().categories.change(top.categoryId, (category) =>
      updateCategory(category, { name: "Pantry" }, "1", noon),
    );
    expect(await stores().categories.find(top.categoryId)).toEqual(changed);
    expect((await stores().categories.page(undefined, undefined, 100)).items).toContainEqual(changed);
  });
}
