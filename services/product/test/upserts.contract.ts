import { DomainError, type RequestKey, systemClock } from "#mesh/kernel";
import { batchUpsertProducts } from "../src/app/batch-upsert-products.ts";
import { createCategory } from "../src/domain/category.ts";
import type { ProductId } from "../src/domain/product.ts";
import type { ProductEntry, Upserted, UpsertResult } from "../src/domain/upsert-products.ts";
import { aCategoryDraft, anEntry, aVariantDraft, ids, noon } from "./builders.ts";
import { fakePorts } from "./fake-ports.ts";
import type { ProductStores } from "./product-stores.contract.ts";

export interface UpsertStores extends ProductStores {
  /** The versions of the product that were told, in their order. */
  told(productId: ProductId): Promise<readonly number[]>;
}

const { products: _, categories: __, ...unused } = fakePorts().ports;

/** What every engine must do with many products at once. */
export function upsertsContract(stores: () => UpsertStores): void {
  const aRequest = (): RequestKey => ({ caller: "usr_1", method: "/Upsert", key: ids.uuid(), hash: "a" });
  const upsert = (entries: readonly (ProductEntry | DomainError)[], request = aRequest()) =>
    batchUpsertProducts({ ...unused, ...stores(), clock: systemClock })(entries, request);
  const find = async (result: UpsertResult | undefined) => stores().products.find(kept(result).productId);
  const outcomes = (results: readonly UpsertResult[]) => results.map((result) => kept(result).outcome);

  function kept(result: UpsertResult | undefined): Upserted {
    if (result === undefined || "refusal" in result) throw new Error(`refused: ${JSON.stringify(result)}`);
    return result;
  }

  test("a batch makes, changes and leaves products, each told once for each version", async () => {
    const { categoryId } = await stores().categories.create(undefined, () =>
      createCategory(aCategoryDraft(), undefined, noon, ids),
    );
    const [left, moved, resized] = [anEntry(), anEntry(), anEntry()];
    const before = await upsert([left, moved, resized]);
    const larger = { ...resized, variants: [aVariantDraft({ nonStock: true }), ...resized.variants] };
    const options = [{ name: "Size", values: ["S", "M"] }];
    const sized = larger.variants.map((variant, index) => {
      return { ...variant, optionValues: [{ option: "Size", value: index === 0 ? "M" : "S" }] };
    });
    const after = await upsert([
      left,
      { ...moved, name: "Tall mug", categoryIds: [categoryId] },
      { ...larger, options, variants: sized },
      anEntry({ categoryIds: [categoryId] }),
    ]);
    expect(outcomes(before)).toEqual(["CREATED", "CREATED", "CREATED"]);
    expect(outcomes(after)).toEqual(["UNCHANGED", "UPDATED", "UPDATED", "CREATED"]);
    expect(after.slice(0, 3).map((result) => kept(result).productId)).toEqual(
      before.map((result) => kept(result).productId),
    );
    expect(await Promise.all(after.map((result) => stores().told(kept(result).productId)))).toEqual([
      [1],
      [1, 2],
      [1, 2],
      [1],
    ]);
    expect(await find(after[1])).toMatchObject({ name: "Tall mug", version: 2, categoryIds: [categoryId] });
    expect((await find(after[2]))?.variants).toMatchObject([{ nonStock: true }, kept(before[2]).variants[0] ?? {}]);
    const variantIds = kept(after[2]).variants.map(({ variantId }) => variantId);
    expect(await stores().products.findByVariants(variantIds)).toEqual([await find(after[2])]);
    const page = await stores().products.page({ state: "PUBLISHED", categoryId }, undefined, 10);
    expect(new Set(page.items.map(({ productId }) => productId))).toEqual(
      new Set([kept(after[1]).productId, kept(after[3]).productId]),
    );
  });

  test("variants that an entry leaves out are gone, and their SKUs free for the next batch", async () => {
    const options = [{ name: "Size", values: ["S", "M"] }];
    const variants = ["S", "M"].map((value) => aVariantDraft({ optionValues: [{ option: "Size", value }] }));
    const entry = anEntry({ options, variants });
    const [first] = await upsert([entry]);
    const [second] = await upsert([{ ...entry, variants: variants.slice(0, 1) }]);
    expect(kept(second).variants).toEqual(kept(first).variants.slice(0, 1));
    const [other] = await upsert([anEntry({ options, variants: variants.slice(1) })]);
    expect(kept(other)).toMatchObject({ outcome: "CREATED", variants: [{ sku: variants[1]?.sku }] });
  });

  test("a draft is kept without variants too", async () => {
    const [made] = await upsert([anEntry({ state: "DRAFT", variants: [] })]);
    expect(await find(made)).toMatchObject({ state: "DRAFT", variants: [] });
  });

  test("wrong entries have their refusal in their place, and cost no other entry", async () => {
    const unreadable = new DomainError("INVALID_ARGUMENT", "ultramarket", "INVALID_REQUEST", "no", {
      fields: [{ field: "product.variants[0].price", description: "is required" }],
    });
    const results = await upsert([unreadable, anEntry({ variants: [] }), anEntry({ categoryIds: [ids.next("cat")] })]);
    expect(results).toEqual([
      { refusal: expect.objectContaining({ fields: [{ field: "variants[0].price", description: "is required" }] }) },
      { refusal: expect.objectContaining({ reason: "VARIANT_MISSING" }) },
      { refusal: expect.objectContaining({ reason: "CATEGORY_UNKNOWN" }) },
    ]);
    expect(await upsert([unreadable])).toEqual(results.slice(0, 1));
  });

  test("a repeat under one key gets the first answer, refusals included, and tells nothing", async () => {
    const request = aRequest();
    const entries = [anEntry(), anEntry({ variants: [] })];
    const first = await upsert(entries, request);
    await upsert([{ ...anEntry(), variants: entries[0]?.variants ?? [] }]);
    expect(await upsert(entries, request)).toEqual(first);
    expect(await stores().told(kept(first[0]).productId)).toEqual([1, 2]);
  });

  test("of racing batches one makes each product, and all of them name the same", async () => {
    const entries = Array.from({ length: 12 }, () => anEntry({ slug: "", name: `Mug ${ids.uuid()}` }));
    const turned = (by: number) => [...entries.slice(by), ...entries.slice(0, by)];
    const batches = await Promise.all([0, 3, 6, 9].map(async (by) => ({ by, results: await upsert(turned(by)) })));
    const inOrder = batches.map(({ by, results }) => results.slice(12 - by).concat(results.slice(0, 12 - by)));
    for (const index of entries.keys()) {
      const results = inOrder.map((batch) => kept(batch[index]));
      expect(results.map(({ outcome }) => outcome).toSorted()).toEqual([
        "CREATED",
        "UNCHANGED",
        "UNCHANGED",
        "UNCHANGED",
      ]);
      const productIds = new Set(results.map(({ productId }) => productId));
      expect([productIds.size, await stores().told(kept(results[0]).productId)]).toEqual([1, [1]]);
    }
  });

  test("racing batches that say different things of one SKU take turns", async () => {
    const variants = [aVariantDraft()];
    const results = await Promise.all([1, 2, 3].map(() => upsert([anEntry({ variants })])));
    const { productId } = kept(results[0]?.[0]);
    expect(results.flatMap(outcomes).toSorted()).toEqual(["CREATED", "UPDATED", "UPDATED"]);
    expect(await stores().told(productId)).toEqual([1, 2, 3]);
  });

  test("racing batches of other SKUs under the same names end with a slug for each", async () => {
    const names = Array.from({ length: 6 }, () => `Mug ${ids.uuid()}`);
    const batch = () => upsert(names.map((name) => anEntry({ slug: "", name })));
    const results = (await Promise.all([batch(), batch(), batch()])).flat();
    const products = await Promise.all(results.map(find));
    expect(new Set(products.map((product) => product?.slug)).size).toBe(18);
  });
}
