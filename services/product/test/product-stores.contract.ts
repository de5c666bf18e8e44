import type { RequestKey } from "#mesh/kernel";
import { insistently } from "#mesh/testing";
import type { CategoryStore, ProductFilter, ProductStore } from "../src/app/ports.ts";
import {
  type Category,
  type CategoryId,
  createCategory,
  moveCategory,
  updateCategory,
} from "../src/domain/category.ts";
import { createProduct } from "../src/domain/create-product.ts";
import type { Product } from "../src/domain/product.ts";
import type { ProductDraft } from "../src/domain/product-draft.ts";
import { mentionsOf } from "../src/domain/surroundings.ts";
import { type ProductChange, updateProduct } from "../src/domain/update-product.ts";
import { aCategoryDraft, aProductDraft, aVariantDraft, ids, noon } from "./builders.ts";

export interface ProductStores {
  readonly products: ProductStore;
  readonly categories: CategoryStore;
}

/** What every engine that keeps products must do. */
export function productStoresContract(stores: () => ProductStores): void {
  const create = (change: Partial<ProductDraft> = {}, request?: RequestKey) =>
    stores().products.create(
      (around) => createProduct(aProductDraft(change), noon, ids, around),
      request,
      mentionsOf([aProductDraft(change)]),
    );
  const change = ({ productId }: Product, wanted: ProductChange, etag = "") =>
    stores().products.change(
      productId,
      (product, around) => updateProduct(product, wanted, etag, noon, ids, around),
      undefined,
      mentionsOf([wanted]),
    );
  const createCategoryIn = (parentId?: CategoryId) =>
    stores().categories.create(parentId, (parent) => createCategory(aCategoryDraft(), parent, noon, ids));
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
      stores().categories.create(undefined, () =>
        createCategory(aCategoryDraft({ slug: category.slug }), undefined, noon, ids),
      ),
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
      Array.from({ length: 20 }, (_, index) =>
        insistently(() => change(product, { name: `Mug ${index}` }, String(product.version))),
      ),
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

  test("a subtree moves with its products, whichever way they stand in it", async () => {
    const [from, to] = [await createCategoryIn(), await createCategoryIn()];
    const moved = await createCategoryIn(from.categoryId);
    const leaf = await createCategoryIn(moved.categoryId);
    const inLeaf = await create({ categoryIds: [leaf.categoryId] });
    const inBoth = await create({ categoryIds: [from.categoryId, moved.categoryId] });
    const under = async ({ categoryId }: Category) =>
      (await list({ state: "PUBLISHED", categoryId })).map(({ productId }) => productId);
    const move = (parentId: CategoryId | undefined) =>
      stores().categories.move(moved.categoryId, parentId, (category, parent, levels) => {
        expect(levels).toBe(2);
        return moveCategory(category, { parent, levels, etag: "" }, noon);
      });
    await move(to.categoryId);
    expect([await under(from), await under(to)]).toEqual([[inBoth.productId], [inBoth.productId, inLeaf.productId]]);
    expect((await stores().categories.find(leaf.categoryId))?.path).toEqual(
      [to, moved, leaf].map(({ categoryId }) => categoryId),
    );
    await change(inBoth, { categoryIds: [moved.categoryId] });
    await move(undefined);
    expect([await under(from), await under(to)]).toEqual([[], []]);
    expect(await under(moved)).toEqual([inBoth.productId, inLeaf.productId]);
  });

  test("a slug that is no more leads to who had it last, until another has it", async () => {
    const product = await create();
    await change(product, { slug: `other-${ids.uuid()}` });
    const found = async (slug: string, language = "") => {
      const named = await stores().products.findBySlug(slug, language);
      return named && [named.found.productId, named.moved];
    };
    expect(await found(product.slug)).toEqual([product.productId, true]);
    const heir = await create({ slug: product.slug });
    expect(await found(product.slug)).toEqual([heir.productId, false]);
    await change(heir, { slug: `third-${ids.uuid()}` });
    expect(await found(product.slug)).toEqual([heir.productId, true]);
    expect(await found(ids.uuid())).toBeUndefined();
  });

  test("a slug of a translation is one product's in its language", async () => {
    const [texts, slug] = [{ name: "", description: "", attributes: [] }, `becher-${ids.uuid()}`];
    const german = [{ ...texts, languageCode: "de", slug }];
    const product = await create({ translations: german });
    await expect(create({ translations: german })).rejects.toThrow(reason("SLUG_TAKEN", { slug }));
    const dutch = await create({ translations: [{ ...texts, languageCode: "nl", slug }] });
    const named = async (language: string) => (await stores().products.findBySlug(slug, language))?.found.productId;
    expect([await named("de"), await named("nl")]).toEqual([product.productId, dutch.productId]);
    await change(product, { translations: [] });
    const heir = await create({ translations: german });
    expect(await named("de")).toBe(heir.productId);
  });

  test("what is scheduled is found when it is due, until it is done", async () => {
    const product = await create({ state: "DRAFT", publishTime: noon });
    const due = async (now: Date) => (await stores().products.due(now, 100)).includes(product.productId);
    expect([await due(new Date(noon.getTime() - 1)), await due(noon)]).toEqual([false, true]);
    await change(product, { publishTime: undefined });
    expect(await due(noon)).toBe(false);
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
