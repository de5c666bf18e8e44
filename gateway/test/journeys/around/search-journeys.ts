import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import type { Scene } from "../purchase/scene.ts";
import { rest } from "../shop/rest.ts";

interface FoundJson {
  readonly hits: readonly { readonly productId: string; readonly name: string; readonly price: object }[];
  readonly facets: readonly {
    readonly field: string;
    readonly buckets: readonly { readonly value: string; readonly count: string }[];
  }[];
  readonly nextPageToken: string;
  readonly totalSize: string;
  readonly correctedQuery: string;
}

/** Finding what was published. */
export function searchJourneys(scene: () => Scene): void {
  const find = (query: string, more = "") =>
    rest<FoundJson>(scene().market.url, `GET /v1/search/products?query=${encodeURIComponent(query)}${more}`);
  const staffAsks = <T>(route: string, body?: unknown) =>
    rest<T>(scene().market.url, route, { token: scene().admin, body });

  async function publish(name: string, more: object = {}): Promise<string> {
    const variants = [{ sku: randomUUID(), price: { currencyCode: "EUR", minorUnits: 1_500 }, weightGrams: 100 }];
    const product = { state: "PRODUCT_STATE_PUBLISHED", name, variants, ...more };
    return (await staffAsks<{ product: { productId: string } }>("POST /v1/products", product)).product.productId;
  }

  const soon = { timeoutMs: 1_000, intervalMs: 20 };
  const isFound = (query: string, productId: string) =>
    eventually(async () => expect((await find(query)).hits.map((hit) => hit.productId)).toContain(productId), soon);

  test("a product is found within a second, a new name too, and no longer once it is archived", async () => {
    const productId = await publish("Zephyr Pinwheel");
    await isFound("zephyr", productId);
    await staffAsks(`PATCH /v1/products/${productId}`, { name: "Mistral Pinwheel" });
    await isFound("mistral", productId);
    await staffAsks(`PATCH /v1/products/${productId}`, { state: "PRODUCT_STATE_ARCHIVED" });
    await eventually(async () => expect((await find("mistral pinwheel")).hits).toEqual([]), soon);
  });

  test.each([
    ["word order", "lanterns copper hanging"],
    ["spelling", "hangin coper lantren"],
    ["word forms", "hanging copper lantern's"],
    ["a word too many", "cheap copper lantern hanging"],
  ])("%s is forgiven", async (_, query) => {
    const productId = await publish(`Hanging Copper Lantern ${randomUUID().slice(0, 8)}`);
    await isFound("copper lantern", productId);
    expect((await find(query)).hits.slice(0, 10).map((hit) => hit.productId)).toContain(productId);
  });

  test("what was found is narrowed by category and brand, counted by facets, and walked page by page", async () => {
    const kind = `Quoit${randomUUID().slice(0, 6)}`;
    const { category } = await staffAsks<{ category: { categoryId: string } }>("POST /v1/categories", { name: kind });
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const about = n < 3 ? { categoryIds: [category.categoryId], brand: "Hearth" } : { brand: "Hob" };
      ids.push(await publish(`${kind} ${n}`, about));
    }
    await eventually(async () => expect((await find(kind)).totalSize).toBe("5"), soon);
    const { facets } = await find(kind);
    const brands = facets.find(({ field }) => field === "brand")?.buckets;
    expect(brands).toMatchObject([
      { value: "Hearth", count: "3" },
      { value: "Hob", count: "2" },
    ]);
    expect((await find(kind, `&category_id=${category.categoryId}`)).totalSize).toBe("3");
    expect((await find(kind, "&brand=Hob")).totalSize).toBe("2");
    const walked: string[] = [];
    let page = await find(kind, "&page_size=2");
    walked.push(...page.hits.map(({ productId }) => productId));
    while (page.nextPageToken !== "") {
      page = await find(kind, `&page_size=2&page_token=${encodeURIComponent(page.nextPageToken)}`);
      walked.push(...page.hits.map(({ productId }) => productId));
    }
    expect(walked.toSorted()).toEqual(ids.toSorted());
  });

  test("what somebody types is completed", async () => {
    await isFound("astrolabe", await publish("Brass Astrolabe"));
    const typed = "GET /v1/search/suggestions?query=astro";
    const { suggestions } = await rest<{ suggestions: { text: string }[] }>(scene().market.url, typed);
    expect(suggestions.map(({ text }) => text.toLowerCase())).toContainEqual(expect.stringContaining("astrolabe"));
  });

  test("the index is built anew while searches go on", async () => {
    const productId = await publish("Unshakable Gyroscope");
    await isFound("gyroscope", productId);
    const read = async () => (await staffAsks<{ index: IndexJson }>("GET /v1/search/index")).index;
    const before = await read();
    await staffAsks("POST /v1/search/index:rebuild", { requestId: randomUUID() });
    await eventually(
      async () => {
        expect((await find("gyroscope")).hits.map((hit) => hit.productId)).toContain(productId);
        expect(Number((await read()).generation)).toBeGreaterThan(Number(before.generation));
      },
      { timeoutMs: 15_000, intervalMs: 50 },
    );
    expect((await read()).productCount).toBe(before.productCount);
  });
}

interface IndexJson {
  readonly generation: string;
  readonly productCount: string;
}
